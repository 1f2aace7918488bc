/// The 1x1 convolution and batch norm that change the input of a residual to its output's size, if they differ
/// (He and others, *Deep residual learning for image recognition*, 2016, option B).
public struct ShortcutProjection: Hashable, Sendable {
    public let input: TensorShape
    public let output: TensorShape
    public let stride: Extent

    /// Nil if no stride turns one size into the other.
    public init?(from input: TensorShape, to output: TensorShape) {
        guard input.isFeatureMap, input.spatialAxes == output.spatialAxes else { return nil }
        var strides: [Int] = []
        for axis in 0..<input.spatialAxes {
            guard let stride = Self.stride(from: input.spatial(axis), to: output.spatial(axis)) else { return nil }
            strides.append(stride)
        }
        guard let stride = Extent(strides) else { return nil }
        (self.input, self.output, self.stride) = (input, output, stride)
    }

    /// Returns the smallest stride at which a one-pixel window reads at most `output` values of `input`; nil if it
    /// reads fewer.
    public static func stride(from input: Int, to output: Int) -> Int? {
        guard input >= output, output >= 1 else { return nil }
        let stride = (input - 1) / output + 1
        return window(stride: stride).output(of: input) == output ? stride : nil
    }

    private static func window(stride: Int) -> Window {
        Window(kernel: 1, stride: stride, padding: .sides(before: 0, after: 0))
    }

    /// The window of the convolution along an axis.
    public func window(along axis: Int) -> Window { Self.window(stride: stride[axis]) }

    /// The convolution, which has no bias: the norm after it would take it away.
    public var convolution: Call {
        Call(
            LayerDefinition.convolution.syntax,
            [
                "kernel": .extent(1), "filters": .integer(output.channels), "stride": .extent(stride),
                "bias": .boolean(false),
            ])
    }

    /// The cost of both layers; nil if a number overflows.
    public var cost: LayerDefinition.Cost? {
        LayerDefinition.convolution.costs.cost(convolution, (input, output)).flatMap { convolution in
            LayerDefinition.batchNorm.costs.cost(Call(LayerDefinition.batchNorm.syntax), (output, output))
                .flatMap(convolution.adding)
        }
    }
}
