struct GroupNorm: CalledLayer {
    static let definition = LayerDefinition.groupNorm
    let groups: Int
    let epsilon: Float

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        groups = call.groups(ofChannels: sizes.input.channels)
        epsilon = call.float("epsilon") ?? 0
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        RowNormalization.parameters(channels: inputs[0].channels)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        let rows = RowNormalization(
            rows: layer.batch * groups, length: layer.inputShape.count / groups, cycle: groups,
            span: layer.inputShape.count / channels, epsilon: epsilon)
        let (output, backward) = try rows.plan(
            layer, try layer.plain(layer.input, layer.inputDimensions))
        return PlannedLayer(output) { gradient, _ in [backward(try layer.plain(gradient, layer.inputDimensions))] }
    }
}
