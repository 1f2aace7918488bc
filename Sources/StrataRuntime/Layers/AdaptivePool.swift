struct AdaptivePool: CalledLayer {
    static let definition = LayerDefinition.adaptivePooling
    let pooling: Pooling
    let size: Extent

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        pooling = call.pooling
        size = call.extent("size") ?? 1
    }

    /// Returns the rows, or columns, of each cell.
    private static func cells(_ count: Int, over size: Int) -> [Range<Int>] {
        (0..<count).map { ($0 * size / count)..<(($0 + 1) * size + count - 1) / count }
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let input = try layer.plain(layer.input, layer.inputDimensions)
        let output = layer.temporary(try Layout(layer.outputDimensions, .plain))
        let planes = layer.batch * layer.inputShape.channels
        let width = layer.inputShape.width
        let area = layer.inputShape.height * width
        let rows = Self.cells(size.height, over: layer.inputShape.height)
        let columns = Self.cells(size.width, over: width)
        let isMean = pooling == .average
        layer.run(touching: [input, output]) { memory in
            let (from, to) = (memory.floats(input), memory.floats(output))
            return { _ in
                var target = 0
                for plane in 0..<planes {
                    for row in rows {
                        for column in columns {
                            to[target] =
                                isMean
                                ? Self.mean(from, at: plane * area, row, column, width)
                                : from[Self.place(ofLargest: from, at: plane * area, row, column, width)]
                            target += 1
                        }
                    }
                }
            }
        }
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.plain(gradient, layer.outputDimensions)
            let result = layer.temporary(input.layout)
            layer.run(touching: [gradient, result] + (isMean ? [] : [input])) { memory in
                let (from, to) = (memory.floats(gradient), memory.floats(result))
                let values = isMean ? to : memory.floats(input)
                return { _ in
                    to.update(repeating: 0)
                    var source = 0
                    for plane in 0..<planes {
                        for row in rows {
                            for column in columns {
                                if isMean {
                                    let share = from[source] / Float(row.count * column.count)
                                    for y in row {
                                        for x in column { to[plane * area + y * width + x] += share }
                                    }
                                } else {
                                    to[Self.place(ofLargest: values, at: plane * area, row, column, width)] +=
                                        from[source]
                                }
                                source += 1
                            }
                        }
                    }
                }
            }
            return [result]
        }
    }

    private static func mean(
        _ values: UnsafeMutableBufferPointer<Float>, at start: Int, _ rows: Range<Int>, _ columns: Range<Int>,
        _ width: Int
    ) -> Float {
        var sum: Float = 0
        for y in rows {
            for x in columns { sum += values[start + y * width + x] }
        }
        return sum / Float(rows.count * columns.count)
    }

    /// Returns the index of the largest value in a cell; of equal values the first, as in PyTorch.
    private static func place(
        ofLargest values: UnsafeMutableBufferPointer<Float>, at start: Int, _ rows: Range<Int>, _ columns: Range<Int>,
        _ width: Int
    ) -> Int {
        var best = start + rows.lowerBound * width + columns.lowerBound
        for y in rows {
            for x in columns where values[start + y * width + x] > values[best] { best = start + y * width + x }
        }
        return best
    }
}
