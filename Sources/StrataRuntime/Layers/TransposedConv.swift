import Basics
import COneDNN

extension NetworkBuilder {
    /// A transposed convolution, which enlarges a feature map: height x width x channels to height' x width' x `filters`,
    /// where `height' = (height - 1) * stride - top - bottom + dilation * (kernel - 1) + 1 + outputPadding`
    /// (Dumoulin and Visin, 2016, chapter 4).
    ///
    /// - Parameters:
    ///   - name: unique in the network, within its scope.
    ///   - kernel: the window's height and width.
    ///   - filters: how many channels the output has.
    ///   - stride: how far apart the kernels are laid down.
    ///   - padding: rows and columns that the convolution it transposes would have added, and which it takes away.
    ///   - outputPadding: rows and columns at the bottom and the right that strided convolutions would pass over.
    ///   - dilation: 1 is a plain one.
    ///   - groups: input and output channels are split into this many, each with its own filters.
    ///   - bias: whether a number is added to each output channel.
    ///   - initialization: how the weights are drawn before training.
    ///   - activation: applied to the output.
    @discardableResult
    public mutating func transposedConv(
        _ name: String, kernel: Size, filters: Int, stride: Size = 1, padding: Padding = 0, outputPadding: Size = 0,
        dilation: Size = 1, groups: Int = 1, bias: Bool = true, initialization: Initialization = .default,
        activation: Activation? = nil
    ) -> LayerReference {
        append(
            name,
            TransposedConv(
                kernel: kernel, filters: filters, stride: stride, padding: padding, outputPadding: outputPadding,
                dilation: dilation, groups: groups, bias: bias, initialization: initialization))
        append(activation: activation, after: name)
        return current
    }
}

/// PyTorch's `ConvTranspose2d`: a convolution from the output to the input, read backwards. Weights: channels x
/// (filters / groups) x height x width.
struct TransposedConv: LayerOperation {
    let kernel: Size
    let filters: Int
    let stride: Size
    let padding: Padding
    let outputPadding: Size
    let dilation: Size
    let groups: Int
    let bias: Bool
    let initialization: Initialization
    var kind: String { "transposed conv" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try onlyFeatureMap(inputs)
        try checkGroups(groups, channels: input.channels, filters: filters)
        let limit = TensorShape.largestCount
        func size(
            _ extent: String, _ size: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ before: Int, _ after: Int,
            _ extra: Int
        ) throws(ShapeError) -> Int {
            guard kernel > 0, stride > 0, dilation > 0 else {
                throw ShapeError("its kernel, stride and dilation must be at least 1")
            }
            guard before >= 0, after >= 0, extra >= 0, extra < max(stride, dilation) else {
                throw ShapeError("its padding must not be negative, and its output padding be smaller than its stride")
            }
            guard max(size, kernel, stride, dilation) <= limit, max(before, after) <= limit else {
                throw ShapeError("its window is too large")
            }
            // No overflow: each factor is below 2^31.
            let whole = (size - 1) * stride + dilation * (kernel - 1) + 1 + extra
            guard whole - before - after > 0 else {
                throw ShapeError("its padding takes all of the \(whole) \(extent) away")
            }
            return whole - before - after
        }
        guard !padding.isSame else { throw ShapeError("it has no `same` padding") }
        return TensorShape(
            height: try size(
                "rows", input.height, kernel.height, stride.height, dilation.height, padding.top, padding.bottom,
                outputPadding.height),
            width: try size(
                "columns", input.width, kernel.width, stride.width, dilation.width, padding.left, padding.right,
                outputPadding.width),
            channels: filters)
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        let shape = [inputs[0].channels, filters / groups, kernel.height, kernel.width]
        guard let count = product(filters / groups, kernel.height, kernel.width) else {
            throw ShapeError("its kernel is too large")
        }
        // torch.nn.ConvTranspose2d.reset_parameters counts the second axis as a filter's inputs.
        let bound = 1 / Float(count).squareRoot()
        // What overlaps in one value of the output, on average: kernels are laid a stride apart.
        let overlap =
            max(1, Double(kernel.height) / Double(stride.height)) * max(1, Double(kernel.width) / Double(stride.width))
        return initialization.parameters(
            weights: shape, bias: bias ? filters : nil, fanIn: Double(shape[0] / groups) * overlap,
            fanOut: Double(count), bound: bound)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        var window = strata_onednn_window(
            Window(kernel: kernel, stride: stride, padding: padding, dilation: dilation))
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

/// What belongs to each channel of a map as a whole: a constant added to it, and the sum of its gradient.
private enum ChannelSums {
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
