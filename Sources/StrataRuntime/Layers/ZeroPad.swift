/// Adds rows and columns of zeros around an image.
struct ZeroPad: CalledLayer {
    static let definition = LayerDefinition.zeroPad
    let margin: Margin

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        margin = call.margin("margin") ?? .none
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try Framing(top: margin.top, left: margin.left).plan(layer)
    }
}
