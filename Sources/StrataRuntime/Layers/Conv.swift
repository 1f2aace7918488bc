import Basics
import COneDNN

/// A convolution (strictly, a cross-correlation), like PyTorch's `Conv2d`. Weights: filters x (channels / groups) x
/// height x width.
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
        let custom = groups == 1 ? try NarrowConvolution(window, of: layer, replacing: forward) : nil
        let weightLayout = try custom == nil ? forward.weights() : Layout(weightSizes, .plain)
        let weights = try layer.parameter("weight", weightLayout, dimensions: weightSizes)
        let biases = try plainBias.map { try layer.parameter("bias", $0, dimensions: [filters]) }
        let output =
            try custom?.run(layer, weights: weights.value, bias: biases?.value)
            ?? layer.runForward(forward, source: layer.input, weights: weights.value, bias: biases?.value)
        // oneDNN is slow with weights in plain layout, so it chooses a layout itself.
        let preferredWeights = custom == nil ? weightLayout : anyWeights

        return PlannedLayer(output) { gradient, wanted in
            let gradient = try layer.beforeActivation(gradient, output: output)
            // Both primitives take the gradient in the output's layout, which it usually has already.
            let backwardWeights = try layer.describe(preferring: preferredWeights, else: anyWeights) {
                weightLayout in
                try layer.describe {
                    strata_onednn_convolution_backward_weights(
                        $0, $1, anyInput.handle, weightLayout.handle, plainBias?.handle, anyOutput.handle, &window,
                        forward.handle)
                }
            }
            if groups == 1, let narrow = try NarrowConvolutionGradient(window, of: layer, replacing: backwardWeights) {
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
