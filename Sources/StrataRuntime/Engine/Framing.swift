/// An image moved into a frame of another size: rows and columns are added around it, or taken away.
struct Framing {
    /// How far down and to the right the image moves.
    let top: Int
    let left: Int

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let input = layer.inputShape
        return try Rearrangement(from: input, to: layer.outputShape) { channel, row, column in
            let (y, x) = (row - top, column - left)
            return (0..<input.height).contains(y) && (0..<input.width).contains(x) ? (channel, y, x) : nil
        }.plan(layer)
    }
}
