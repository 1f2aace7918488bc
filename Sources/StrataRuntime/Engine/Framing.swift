/// An image placed in a frame of another size: rows and columns of zeros are added around it, or its own are cut off.
struct Framing {
    /// The number of rows that the image moves down and of columns that it moves right; negative for up and left.
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
