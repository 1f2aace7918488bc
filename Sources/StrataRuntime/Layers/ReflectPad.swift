/// Adds rows and columns that mirror those next to the edge, like PyTorch's `ReflectionPad2d`.
struct ReflectPad: CalledLayer {
    static let definition = LayerDefinition.reflectPad
    let margin: Margin

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        margin = call.margin("margin") ?? .none
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try EdgePadding(margin, around: layer.inputShape) { place, size in
            place < 0 ? -place : place < size ? place : 2 * (size - 1) - place
        }.plan(layer)
    }
}
