extension NetworkBuilder {
    /// Feature maps of one height and width, their channels behind each other; or vectors, behind each other.
    @discardableResult
    public mutating func concat(_ name: String, _ layers: [LayerReference]) -> LayerReference {
        append(name, Concat(), inputs: layers)
    }
}

struct Concat: JoiningOperation {
    var kind: String { "concat" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard let first = inputs.first, inputs.count > 1 else { throw ShapeError("it needs at least two inputs") }
        guard
            inputs.allSatisfy({
                $0.isFeatureMap == first.isFeatureMap && $0.height == first.height && $0.width == first.width
            })
        else {
            let shapes = inputs.map(\.description).joined(separator: ", ")
            throw ShapeError("its inputs must have one height and width, but have \(shapes)")
        }
        var channels = 0
        for input in inputs {
            let (sum, overflowed) = channels.addingReportingOverflow(input.channels)
            guard !overflowed else { throw ShapeError("its channels are too many to count") }
            channels = sum
        }
        return first.isFeatureMap
            ? TensorShape(height: first.height, width: first.width, channels: channels) : TensorShape(units: channels)
    }

    /// Row by row a sample's channels are one stretch of memory, so that both directions copy whole stretches.
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
