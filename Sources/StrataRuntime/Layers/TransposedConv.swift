import Basics
import COneDNN

/// The transpose of a convolution from the output to the input, like PyTorch's `ConvTranspose2d`. Weights: channels x
/// (filters / groups) x height x width.
struct TransposedConv: CalledLayer {
    static let definition = LayerDefinition.transposedConvolution
    let kernel: Extent
    let filters: Int
    let stride: Extent
    let padding: Margin
    let dilation: Extent
    let groups: Int
    let bias: Bool
    let start: WeightStart

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        kernel = call.extent("kernel") ?? 1
        filters = call.integer("filters") ?? sizes.input.channels
        stride = call.extent("stride") ?? 1
        padding = call.transposedMargins.cut
        dilation = call.extent("dilation") ?? 1
        groups = call.groups(ofChannels: sizes.input.channels)
        bias = call.boolean("bias") ?? true
        start = WeightStart(call, Self.definition, sizes)
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        let shape = [inputs[0].channels, filters / groups, kernel.height, kernel.width]
        return start.parameters(weights: shape, bias: bias ? filters : nil)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        var window = strata_onednn_window(
            kernel: kernel, stride: stride, dilation: dilation, padding: padding)
        let weightSizes =
            groups == 1
            ? [channels, filters, kernel.height, kernel.width]
            : [groups, channels / groups, filters / groups, kernel.height, kernel.width]
        let anyInput = try Layout(layer.inputDimensions, .any)
        let anyOutput = try Layout(layer.outputDimensions, .any)
        let anyWeights = try Layout(weightSizes, .any)
        let convolution = try layer.describe {
            strata_onednn_convolution_forward(
                $0, $1, 1, anyOutput.handle, anyWeights.handle, nil, anyInput.handle, &window, nil)
        }
        let forward = try layer.describe {
            strata_onednn_convolution_backward_data(
                $0, $1, anyOutput.handle, anyWeights.handle, anyInput.handle, &window, convolution.handle)
        }
        let weights = try layer.parameter("weight", try forward.weights(), dimensions: weightSizes)
        let biases =
            bias ? try layer.parameter("bias", try Layout([filters], .plain), dimensions: [filters]) : nil
        let input = layer.input
        var output = try layer.runBackwardData(forward, gradient: input, weights: weights.value)
        if let biases { output = try ChannelSums.add(biases.value, to: output, layer) }

        return PlannedLayer(output) { gradient, wanted in
            if let biases { try ChannelSums.record(gradient, into: biases.gradient, layer) }
            let backwardWeights = try layer.describe(preferring: weights.value.layout, else: anyWeights) {
                weightLayout in
                try layer.describe {
                    strata_onednn_convolution_backward_weights(
                        $0, $1, anyOutput.handle, weightLayout.handle, nil, anyInput.handle, &window,
                        convolution.handle)
                }
            }
            try layer.runBackwardWeights(
                backwardWeights, source: gradient, gradient: input, weights: weights.gradient, bias: nil)
            guard wanted[0] else { return [nil] }
            let source = try layer.reordered(gradient, to: try convolution.source())
            let kernels = try layer.reordered(weights.value, to: try convolution.weights())
            let result = layer.temporary(try convolution.destination())
            try layer.run(convolution, [(.source, source), (.weights, kernels), (.destination, result)])
            return [result]
        }
    }
}

/// The bias of a map: one constant per channel, whose gradient is the sum over the channel.
private enum ChannelSums {
    /// Records a map plus one constant per channel.
    static func add(_ constants: Value, to map: Value, _ layer: LayerPlanner) throws -> Value {
        let source = try layer.plain(map, layer.outputDimensions)
        let result = layer.temporary(source.layout)
        let (batch, shape) = (layer.batch, layer.outputShape)
        let area = shape.height * shape.width
        layer.run(touching: [source, constants, result]) { memory in
            let (from, added, to) = (memory.floats(source), memory.floats(constants), memory.floats(result))
            return { _ in
                for plane in 0..<batch * shape.channels {
                    let constant = added[plane % shape.channels]
                    for index in plane * area..<(plane + 1) * area { to[index] = from[index] + constant }
                }
            }
        }
        return result
    }

    /// Records the sum of each channel of the gradient.
    static func record(_ gradient: Value, into sums: Value, _ layer: LayerPlanner) throws {
        let gradient = try layer.plain(gradient, layer.outputDimensions)
        let (batch, shape) = (layer.batch, layer.outputShape)
        let area = shape.height * shape.width
        layer.run(touching: [gradient, sums]) { memory in
            let (from, to) = (memory.floats(gradient), memory.floats(sums))
            return { _ in
                for channel in 0..<shape.channels {
                    var sum: Float = 0
                    for sample in 0..<batch {
                        let start = (sample * shape.channels + channel) * area
                        for index in start..<start + area { sum += from[index] }
                    }
                    to[channel] = sum
                }
            }
        }
    }
}
