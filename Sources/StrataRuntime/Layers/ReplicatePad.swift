/// Adds rows and columns that repeat the edge, like PyTorch's `ReplicationPad2d`.
struct ReplicatePad: CalledLayer {
    static let definition = LayerDefinition.replicatePad
    let margin: Margin

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        margin = call.margin("margin") ?? .none
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try EdgePadding(margin, around: layer.inputShape) { place, size in
            min(max(place, 0), size - 1)
        }.plan(layer)
    }
}
