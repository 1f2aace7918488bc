/// A layer that only moves values: each value of the output is one of the input's, used at most once, or zero.
struct Rearrangement {
    /// For each value of a sample's output, its index in the input; -1 for zero.
    private let sources: [Int32]
    /// For each value of a sample's input, its index in the output; -1 if it's left out.
    private let targets: [Int32]

    /// Creates a rearrangement.
    ///
    /// - Parameter source: returns where in the input the output's value at (channel, row, column) comes from; nil for
    ///   zero.
    init(
        from input: TensorShape, to output: TensorShape,
        _ source: (_ channel: Int, _ row: Int, _ column: Int) -> (channel: Int, row: Int, column: Int)?
    ) {
        var sources = [Int32](repeating: -1, count: output.count)
        var targets = [Int32](repeating: -1, count: input.count)
        var place = 0
        for channel in 0..<output.channels {
            for row in 0..<output.height {
                for column in 0..<output.width {
                    if let from = source(channel, row, column) {
                        let found = (from.channel * input.height + from.row) * input.width + from.column
                        sources[place] = Int32(found)
                        targets[found] = Int32(place)
                    }
                    place += 1
                }
            }
        }
        (self.sources, self.targets) = (sources, targets)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let input = try layer.plain(layer.input, layer.inputDimensions)
        let output = layer.temporary(try Layout(layer.outputDimensions, .plain))
        Self.record(layer, from: input, to: output, sources, count: targets.count)
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.plain(gradient, layer.outputDimensions)
            let result = layer.temporary(input.layout)
            Self.record(layer, from: gradient, to: result, targets, count: sources.count)
            return [result]
        }
    }

    private static func record(
        _ layer: LayerPlanner, from source: Value, to destination: Value, _ places: [Int32], count: Int
    ) {
        let batch = layer.batch
        layer.run(touching: [source, destination]) { memory in
            let (from, to) = (memory.floats(source), memory.floats(destination))
            return { _ in
                places.withUnsafeBufferPointer { places in
                    for sample in 0..<batch {
                        let (start, target) = (sample * count, sample * places.count)
                        for index in 0..<places.count {
                            let place = Int(places[index])
                            to[target + index] = place < 0 ? 0 : from[start + place]
                        }
                    }
                }
            }
        }
    }
}
