extension NetworkBuilder {
    /// Adds a concatenation of vectors, or of the channels of feature maps with the same height and width.
    @discardableResult
    public mutating func concat(_ name: String, _ layers: [LayerReference]) -> LayerReference {
        append(name, Concat(), inputs: layers)
    }
}

struct Concat: JoiningOperation {
    var kind: String { "concat" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard let first = inputs.first, inputs.count > 1 else { throw ShapeError("it needs at least two inputs") }
        guard let output = TensorShape.joined(.concat, inputs) else {
            guard inputs.allSatisfy({ $0.spatial == first.spatial }) else {
                let shapes = inputs.map(\.description).joined(separator: ", ")
                throw ShapeError("its inputs must have the same height and width, but their sizes are \(shapes)")
            }
            throw ShapeError("it has too many channels")
        }
        return output
    }

    /// In row-major layout, the channels of a sample are contiguous, so both directions copy whole blocks of memory.
    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let dimensions = layer.inputShapes.map { $0.batched(layer.batch) }
        let sources = try zip(layer.inputs, dimensions).map { try layer.plain($0, $1) }
        let output = layer.temporary(try Layout(layer.outputDimensions, .plain))
        let counts = layer.inputShapes.map(\.count)
        let starts = counts.indices.map { counts[..<$0].reduce(0, +) }
        let whole = layer.outputShape.count
        let batch = layer.batch
        layer.run(touching: sources + [output]) { memory in
            let from = sources.map { UnsafeBufferPointer(memory.floats($0)) }
            let to = memory.floats(output)
            return { _ in
                for sample in 0..<batch {
                    for (index, source) in from.enumerated() {
                        Self.copy(
                            source, at: sample * counts[index], to, at: sample * whole + starts[index], counts[index])
                    }
                }
            }
        }
        return PlannedLayer(output) { gradient, wanted in
            let gradient = try layer.plain(gradient, layer.outputDimensions)
            return try wanted.indices.map { index in
                guard wanted[index] else { return nil }
                let result = layer.temporary(try Layout(dimensions[index], .plain))
                layer.run(touching: [gradient, result]) { memory in
                    let from = UnsafeBufferPointer(memory.floats(gradient))
                    let to = memory.floats(result)
                    return { _ in
                        for sample in 0..<batch {
                            Self.copy(
                                from, at: sample * whole + starts[index], to, at: sample * counts[index],
                                counts[index])
                        }
                    }
                }
                return result
            }
        }
    }

    private static func copy(
        _ source: UnsafeBufferPointer<Float>, at start: Int, _ destination: UnsafeMutableBufferPointer<Float>,
        at place: Int, _ count: Int
    ) {
        guard let from = source.baseAddress, let to = destination.baseAddress else { return }
        (to + place).update(from: from + start, count: count)
    }
}
