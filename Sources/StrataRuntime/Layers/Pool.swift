import COneDNN

/// What a pooling layer takes from its window.
public enum Pooling: Hashable, Sendable {
    case max
    /// The mean; the zeros of the padding count, as in PyTorch's `AvgPool2d` (`count_include_pad=True`).
    case average
}

extension NetworkBuilder {
    /// Pooling over a feature map; the channels stay. The stride is the kernel's size unless given.
    @discardableResult
    public mutating func pool(
        _ name: String, _ pooling: Pooling, kernel: Size, stride: Size? = nil, padding: Padding = 0
    ) -> LayerReference {
        append(name, Pool(pooling: pooling, window: .some(kernel: kernel, stride: stride ?? kernel, padding: padding)))
    }

    /// Pooling over the whole map: height x width x channels to 1 x 1 x channels.
    @discardableResult
    public mutating func globalPool(_ name: String, _ pooling: Pooling) -> LayerReference {
        append(name, Pool(pooling: pooling, window: .wholeMap))
    }
}

/// Max or average pooling, over a window or the whole map.
struct Pool: LayerOperation {
    enum Extent: Hashable, Sendable {
        case some(kernel: Size, stride: Size, padding: Padding)
        case wholeMap
    }

    let pooling: Pooling
    let window: Extent
    var kind: String { window == .wholeMap ? "global pool" : "pool" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try onlyFeatureMap(inputs)
        if case .some(let kernel, _, let padding) = window {
            // A window that lies wholly in the padding has no maximum.
            guard padding.top < kernel.height, padding.bottom < kernel.height, padding.left < kernel.width,
                padding.right < kernel.width
            else { throw ShapeError("its padding (\(padding)) must be smaller than its kernel (\(kernel))") }
        }
        return try window(over: input).outputShape(of: input, channels: input.channels)
    }

    func window(over input: TensorShape) -> Window {
        switch window {
        case .some(let kernel, let stride, let padding):
            Window(kernel: kernel, stride: stride, padding: padding, dilation: 1)
        case .wholeMap:
            Window(kernel: Size(input.height, input.width), stride: 1, padding: 0, dilation: 1)
        }
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        var window = onednn_window(window(over: layer.inputShape))
        let kind = pooling == .max ? ONEDNN_POOL_MAX : ONEDNN_POOL_AVERAGE_WITH_PADDING
        let anyOutput = try Layout(layer.outputDimensions, .any)
        let forward = try layer.describe {
            onednn_pooling_forward(
                $0, $1, layer.isTraining ? 1 : 0, kind, layer.input.layout.handle, anyOutput.handle, &window)
        }
        let output = layer.temporary(try forward.destination())
        // Where each maximum was.
        let workspaceLayout = try forward.workspace()
        let workspace = workspaceLayout.bytes > 0 ? layer.temporary(workspaceLayout) : nil
        let places: [(Argument, Value)] = workspace.map { [(.workspace, $0)] } ?? []
        try layer.run(forward, [(.source, layer.input), (.destination, output)] + places)

        return PlannedLayer(output) { gradient, wanted in
            var gradient = try layer.reordered(gradient, to: output.layout)
            if layer.fused.reluDerivative {
                gradient = try layer.derivative(of: .relu, at: output, times: gradient)
            }
            let backward = try layer.describe {
                onednn_pooling_backward(
                    $0, $1, kind, layer.input.layout.handle, output.layout.handle, &window, forward.handle)
            }
            let result = layer.temporary(try backward.sourceGradient())
            try layer.run(backward, [(.destinationGradient, gradient), (.sourceGradient, result)] + places)
            return [result]
        }
    }
}
