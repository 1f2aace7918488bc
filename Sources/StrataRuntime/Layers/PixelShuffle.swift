struct PixelShuffle: CalledLayer {
    static let definition = LayerDefinition.pixelShuffle
    let factor: Int

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        factor = call.integer("factor") ?? 1
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try Rearrangement(from: layer.inputShape, to: layer.outputShape) { channel, row, column in
            let source = (channel * factor + row % factor) * factor + column % factor
            return (source, row / factor, column / factor)
        }.plan(layer)
    }
}
