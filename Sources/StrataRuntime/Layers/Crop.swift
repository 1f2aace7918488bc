/// An image without its outer rows and columns.
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
    /// The middle of a feature map, of the height and width of another; an odd row or column too many goes at the bottom
    /// and at the right. U-Net crops so before it joins two maps (Ronneberger, Fischer and Brox, 2015).
    @discardableResult
    public mutating func crop(_ name: String, toSizeOf other: LayerReference) -> LayerReference {
        let (from, to) = (shape(of: current), shape(of: other))
        let (rows, columns) = (from.height - to.height, from.width - to.width)
        return crop(
            name,
            Margin(top: rows / 2, bottom: rows - rows / 2, left: columns / 2, right: columns - columns / 2))
    }
}
