import Basics
import COneDNN

extension NetworkBuilder {
    /// A convolution over a feature map: height x width x channels to height' x width' x `filters`, where
    /// `height' = (height + top + bottom - dilation * (kernel - 1) - 1) / stride + 1`, rounded down.
    ///
    /// - Parameters:
    ///   - name: unique in the network, within its scope.
    ///   - kernel: the window's height and width.
    ///   - filters: how many channels the output has.
    ///   - stride: how far the window moves.
    ///   - padding: rows and columns of zeros around the map.
    ///   - dilation: 1 is a plain convolution.
    ///   - groups: input and output channels are split into this many, each with its own filters; as many as input
    ///     channels make it depthwise.
    ///   - bias: whether a number is added to each output channel.
    ///   - initialization: how the weights are drawn before training.
    ///   - activation: applied to the output.
    @discardableResult
    public mutating func conv(
        _ name: String, kernel: Size, filters: Int, stride: Size = 1, padding: Padding = 0, dilation: Size = 1,
        groups: Int = 1, bias: Bool = true, initialization: Initialization = .default, activation: Activation? = nil
    ) -> LayerReference {
        append(
            name,
            Conv(
                kernel: kernel, filters: filters, stride: stride, padding: padding, dilation: dilation, groups: groups,
                bias: bias, initialization: initialization))
        append(activation: activation, after: name)
        return current
    }
}

extension NetworkBuilder {
    /// A convolution that sees each channel by itself: as many groups as its input has channels, and as many filters unless
    /// told otherwise (a multiple of the channels).
    @discardableResult
    public mutating func depthwiseConv(
        _ name: String, kernel: Size, filters: Int? = nil, stride: Size = 1, padding: Padding = 0, dilation: Size = 1,
        bias: Bool = true, initialization: Initialization = .default, activation: Activation? = nil
    ) -> LayerReference {
        let channels = shape(of: current).channels
        return conv(
            name, kernel: kernel, filters: filters ?? channels, stride: stride, padding: padding, dilation: dilation,
            groups: channels, bias: bias, initialization: initialization, activation: activation)
    }
}

/// A convolution as PyTorch's `Conv2d` has it (a cross-correlation). Weights: filters x (channels / groups) x height x width.
struct Conv: LayerOperation {
    let kernel: Size
    let filters: Int
    let stride: Size
    let padding: Padding
    let dilation: Size
    let groups: Int
    let bias: Bool
    let initialization: Initialization
    var kind: String { "conv" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try onlyFeatureMap(inputs)
        try checkGroups(groups, channels: input.channels, filters: filters)
        let window = Window(kernel: kernel, stride: stride, padding: padding, dilation: dilation)
        return try window.outputShape(of: input, channels: filters)
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        let channels = inputs[0].channels / groups
        guard let inputCount = product(channels, kernel.height, kernel.width) else {
            throw ShapeError("its kernel is too large")
        }
        // torch.nn.Conv2d.reset_parameters: kaiming_uniform_(a = sqrt 5) comes to 1 / sqrt(inputs of a filter).
        let bound = 1 / Float(inputCount).squareRoot()
        let area = Double(kernel.height * kernel.width)
        return initialization.parameters(
            weights: [filters, channels, kernel.height, kernel.width], bias: bias ? filters : nil,
            fanIn: Double(channels) * area, fanOut: Double(filters / groups) * area, bound: bound)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        var window = strata_onednn_window(
            Window(kernel: kernel, stride: stride, padding: padding, dilation: dilation)
                .resolved(over: layer.inputShape))
        let weightSizes =
            groups == 1
            ? [filters, channels, kernel.height, kernel.width]
            : [groups, filters / groups, channels / groups, kernel.height, kernel.width]
        let anyInput = try Layout(layer.inputDimensions, .any)
        let anyOutput = try Layout(layer.outputDimensions, .any)
        let anyWeights = try Layout(weightSizes, .any)
        let plainBias = bias ? try Layout([filters], .plain) : nil
        let forward = try layer.describe { description, engine in
            withPostOperation(layer.fused.activation) {
                strata_onednn_convolution_forward(
                    description, engine, layer.isTraining ? 1 : 0, anyInput.handle, anyWeights.handle,
                    plainBias?.handle, anyOutput.handle, &window, $0)
            }
        }
        let own = groups == 1 ? try NarrowConvolution(window, of: layer, instead: forward) : nil
        let weightLayout = try own == nil ? forward.weights() : Layout(weightSizes, .plain)
        let weights = try layer.parameter("weight", weightLayout, dimensions: weightSizes)
        let biases = try plainBias.map { try layer.parameter("bias", $0, dimensions: [filters]) }
        let output =
            try own?.run(layer, weights: weights.value, bias: biases?.value)
            ?? layer.runForward(forward, source: layer.input, weights: weights.value, bias: biases?.value)
        // oneDNN's code for weights that lie plain is slow, so it is left to choose.
        let preferredWeights = own == nil ? weightLayout : anyWeights

        return PlannedLayer(output) { gradient, wanted in
            let gradient = try layer.beforeActivation(gradient, output: output)
            // Both directions get the gradient in the layout of the output, which it mostly has already.
            let backwardWeights = try layer.describe(preferring: preferredWeights, else: anyWeights) {
                weightLayout in
                try layer.describe {
                    strata_onednn_convolution_backward_weights(
                        $0, $1, anyInput.handle, weightLayout.handle, plainBias?.handle, anyOutput.handle, &window,
                        forward.handle)
                }
            }
            if groups == 1, let narrow = try NarrowConvolutionGradient(window, of: layer, instead: backwardWeights) {
                try narrow.run(layer, gradient: gradient, weights: weights.gradient, bias: biases?.gradient)
            } else {
                try layer.runBackwardWeights(
                    backwardWeights, source: layer.input, gradient: gradient, weights: weights.gradient,
                    bias: biases?.gradient)
            }
            guard wanted[0] else { return [nil] }
            let backwardData = try layer.describe(preferring: preferredWeights, else: anyWeights) { weightLayout in
                try layer.describe {
                    strata_onednn_convolution_backward_data(
                        $0, $1, anyInput.handle, weightLayout.handle, anyOutput.handle, &window, forward.handle)
                }
            }
            return [try layer.runBackwardData(backwardData, gradient: gradient, weights: weights.value)]
        }
    }
}

/// - Throws: if the groups don't divide both the channels and the filters.
func checkGroups(_ groups: Int, channels: Int, filters: Int) throws(ShapeError) {
    guard filters > 0, groups > 0 else { throw ShapeError("filters and groups must be at least 1") }
    guard channels % groups == 0, filters % groups == 0 else {
        throw ShapeError("\(groups) groups don't divide both its \(channels) input channels and its \(filters) filters")
    }
}
