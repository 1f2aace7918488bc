/// An image in a larger frame, whose pixels are those of the image: each row and column of the frame is one of the
/// image's.
struct EdgePadding {
    /// For each row of the output, its row in the input.
    private let rows: [Int]
    /// For each column of the output, its column in the input.
    private let columns: [Int]

    /// - Parameter place: returns the place in the image for a place relative to its start, which may lie outside, and
    ///   the image's size.
    init(_ margin: Margin, around input: TensorShape, _ place: (_ place: Int, _ size: Int) -> Int) {
        rows = (-margin.top..<input.height + margin.bottom).map { place($0, input.height) }
        columns = (-margin.left..<input.width + margin.right).map { place($0, input.width) }
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let input = try layer.plain(layer.input, layer.inputDimensions)
        let output = layer.temporary(try Layout(layer.outputDimensions, .plain))
        let planes = layer.batch * layer.inputShape.channels
        let (height, width) = (layer.inputShape.height, layer.inputShape.width)
        let (rows, columns) = (rows, columns)
        layer.run(touching: [input, output]) { memory in
            let (from, to) = (memory.floats(input), memory.floats(output))
            return { _ in
                var place = 0
                for plane in 0..<planes {
                    for row in rows {
                        let start = (plane * height + row) * width
                        for column in columns {
                            to[place] = from[start + column]
                            place += 1
                        }
                    }
                }
            }
        }
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.plain(gradient, layer.outputDimensions)
            let result = layer.temporary(input.layout)
            layer.run(touching: [gradient, result]) { memory in
                let (from, to) = (memory.floats(gradient), memory.floats(result))
                return { _ in
                    to.update(repeating: 0)
                    var place = 0
                    for plane in 0..<planes {
                        for row in rows {
                            let start = (plane * height + row) * width
                            for column in columns {
                                to[start + column] += from[place]
                                place += 1
                            }
                        }
                    }
                }
            }
            return [result]
        }
    }
}
