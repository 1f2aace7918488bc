struct LayerNorm: CalledLayer {
    static let definition = LayerDefinition.layerNorm
    let epsilon: Float

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        epsilon = call.float("epsilon") ?? 0
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        RowNormalization.parameters(channels: inputs[0].channels)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        // With channels last, each position of a map is one row.
        let layout = try Layout(layer.inputDimensions, layer.inputShape.isFeatureMap ? .channelsLast : .plain)
        let rows = RowNormalization(
            rows: layer.batch * layer.inputShape.count / channels, length: channels, cycle: 1, span: 1,
            epsilon: epsilon)
        let (output, backward) = try rows.plan(
            layer, try layer.reordered(layer.input, to: layout))
        return PlannedLayer(output) { gradient, _ in [backward(try layer.reordered(gradient, to: layout))] }
    }
}
