import Basics
import COneDNN

/// A convolution as PyTorch's `Conv2d` has it (a cross-correlation). Weights: filters x (channels / groups) x height x width.
struct Conv: CalledLayer {
    static let definition = LayerDefinition.convolution
    let window: SlidingWindow
    let filters: Int
    let groups: Int
    let bias: Bool
    let start: WeightStart

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        window = SlidingWindow(call)
        filters = call.integer("filters") ?? sizes.input.channels
        groups = call.groups(ofChannels: sizes.input.channels)
        bias = call.boolean("bias") ?? true
        start = WeightStart(call, Self.definition, sizes)
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        let channels = inputs[0].channels / groups
        let kernel = window.kernel
        return start.parameters(
            weights: [filters, channels, kernel.height, kernel.width], bias: bias ? filters : nil)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        let kernel = self.window.kernel
        var window = strata_onednn_window(self.window, over: layer.inputShape)
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
