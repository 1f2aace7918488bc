struct ChannelSplit: CalledLayer {
    static let definition = LayerDefinition.channelSplit
    let part: Int

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        part = call.integer("part") ?? 1
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let first = layer.outputShape.channels * (part - 1)
        return try Rearrangement(from: layer.inputShape, to: layer.outputShape) { channel, row, column in
            (channel + first, row, column)
        }.plan(layer)
    }
}
