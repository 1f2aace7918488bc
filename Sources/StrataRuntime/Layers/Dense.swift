import COneDNN

/// `y = W x + b`, like PyTorch's `Linear`. Weights: units x inputs.
struct Dense: CalledLayer {
    static let definition = LayerDefinition.dense
    let units: Int
    let bias: Bool
    let start: WeightStart

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        units = call.integer("units") ?? 1
        bias = call.boolean("bias") ?? true
        start = WeightStart(call, Self.definition, sizes)
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        let count = inputs[0].count
        return start.parameters(weights: [units, count], bias: bias ? units : nil)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        // A map is first flattened in row-major order. In any other layout, oneDNN 2.6 uses its general matrix product:
        // steps are about as fast, but generating that product's code takes 30 to 60 ms of the first step.
        let vector = [layer.batch, layer.inputShape.count]
        let plainInput = try layer.plain(layer.input, layer.inputDimensions)
        let flattened = Value(layout: try Layout(vector, .plain), region: plainInput.region)
        let weightSizes = [units, layer.inputShape.count]
        let anyInput = try Layout(vector, .any)
        let anyWeights = try Layout(weightSizes, .any)
        let anyOutput = try Layout(layer.outputDimensions, .any)
        let plainBias = bias ? try Layout([units], .plain) : nil
        let forward = try layer.describe { description, engine in
            withPostOperation(layer.fused.activation) {
                strata_onednn_inner_product_forward(
                    description, engine, layer.isTraining ? 1 : 0, anyInput.handle, anyWeights.handle,
                    plainBias?.handle, anyOutput.handle, $0)
            }
        }
        let weights = try layer.parameter("weight", try forward.weights(), dimensions: weightSizes)
        let biases = try plainBias.map { try layer.parameter("bias", $0, dimensions: [units]) }
        let custom = try DenseProduct(of: layer, inputs: flattened, weights: weights.value, replacing: forward)
        let output =
            try custom?.run(layer, source: flattened, weights: weights.value, bias: biases?.value)
            ?? layer.runForward(forward, source: flattened, weights: weights.value, bias: biases?.value)

        return PlannedLayer(output) { gradient, wanted in
            let gradient = try layer.beforeActivation(gradient, output: output)
            let backwardWeights = try layer.describe(preferring: weights.value.layout, else: anyWeights) {
                weightLayout in
                try layer.describe {
                    strata_onednn_inner_product_backward_weights(
                        $0, $1, anyInput.handle, weightLayout.handle, plainBias?.handle, anyOutput.handle,
                        forward.handle)
                }
            }
            try layer.runBackwardWeights(
                backwardWeights, source: flattened, gradient: gradient, weights: weights.gradient,
                bias: biases?.gradient)
            guard wanted[0] else { return [nil] }
            let backwardData = try layer.describe(preferring: weights.value.layout, else: anyWeights) { weightLayout in
                try layer.describe {
                    strata_onednn_inner_product_backward_data(
                        $0, $1, anyInput.handle, weightLayout.handle, anyOutput.handle, forward.handle)
                }
            }
            let result = try layer.runBackwardData(backwardData, gradient: gradient, weights: weights.value)
            return [Value(layout: plainInput.layout, region: try layer.plain(result, vector).region)]
        }
    }
}
