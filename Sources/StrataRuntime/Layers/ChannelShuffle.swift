struct ChannelShuffle: CalledLayer {
    static let definition = LayerDefinition.channelShuffle
    let groups: Int

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        groups = call.integer("groups") ?? 1
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let share = layer.inputShape.channels / groups
        return try Rearrangement(from: layer.inputShape, to: layer.outputShape) { channel, row, column in
            (channel % groups * share + channel / groups, row, column)
        }.plan(layer)
    }
}
