/// Cuts rows and columns off the edges of an image.
struct Crop: CalledLayer {
    static let definition = LayerDefinition.crop
    let margin: Margin

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        margin = call.margin("margin") ?? .none
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try Framing(top: -margin.top, left: -margin.left).plan(layer)
    }
}

extension NetworkBuilder {
    /// Adds a layer that crops a feature map to the height and width of another, centered; if the difference is odd,
    /// one more row or column is cut off at the bottom or right. U-Net does this before it joins two maps (Ronneberger,
    /// Fischer, and Brox, 2015).
    @discardableResult
    public mutating func crop(_ name: String, toSizeOf other: LayerReference) -> LayerReference {
        let (from, to) = (shape(of: current), shape(of: other))
        let (rows, columns) = (from.height - to.height, from.width - to.width)
        return crop(
            name,
            Margin(top: rows / 2, bottom: rows - rows / 2, left: columns / 2, right: columns - columns / 2))
    }
}
