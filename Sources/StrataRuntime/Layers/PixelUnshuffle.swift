struct PixelUnshuffle: CalledLayer {
    static let definition = LayerDefinition.pixelUnshuffle
    let factor: Int

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        factor = call.integer("factor") ?? 1
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let square = factor * factor
        return try Rearrangement(from: layer.inputShape, to: layer.outputShape) { channel, row, column in
            let (down, across) = (channel % square / factor, channel % factor)
            return (channel / square, row * factor + down, column * factor + across)
        }.plan(layer)
    }
}
