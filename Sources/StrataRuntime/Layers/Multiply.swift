extension NetworkBuilder {
    /// Adds an elementwise product of tensors of the same size. A map of 1x1 scales each channel of the other as a
    /// whole, as in squeeze-and-excitation (Hu et al., 2018, https://arxiv.org/abs/1709.01507).
    @discardableResult
    public mutating func multiply(_ name: String, _ layers: [LayerReference]) -> LayerReference {
        guard let first = layers.first else { return append(name, Multiply(), inputs: layers) }
        // Multiplies two at a time; the last product gets the name.
        var product = first
        for (index, layer) in layers.enumerated().dropFirst() {
            let isLast = index == layers.count - 1
            product = append(isLast ? name : "\(name).\(index)", Multiply(), inputs: [product, layer])
        }
        return product
    }
}

struct Multiply: JoiningOperation {
    var kind: String { "multiply" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard inputs.count == 2 else { throw ShapeError("it needs two inputs") }
        guard let output = TensorShape.joined(.multiply, inputs) else {
            throw ShapeError(
                "its inputs must have the same size, or one be 1x1, but they are \(inputs[0]) and \(inputs[1])")
        }
        return output
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let dimensions = layer.inputShapes.map { $0.batched(layer.batch) }
        let sources = try zip(layer.inputs, dimensions).map { try layer.plain($0, $1) }
        let output = layer.temporary(try Layout(layer.outputDimensions, .plain))
        let count = layer.outputShape.count * layer.batch
        // The number of values of the output that share one of each input.
        let spans = layer.inputShapes.map { layer.outputShape.count / $0.count }
        layer.run(touching: sources + [output]) { memory in
            let (left, right) = (memory.floats(sources[0]), memory.floats(sources[1]))
            let to = memory.floats(output)
            return { _ in
                for index in 0..<count { to[index] = left[index / spans[0]] * right[index / spans[1]] }
            }
        }
        return PlannedLayer(output) { gradient, wanted in
            let gradient = try layer.plain(gradient, layer.outputDimensions)
            return try wanted.indices.map { index in
                guard wanted[index] else { return nil }
                let (span, otherSpan, other) = (spans[index], spans[1 - index], sources[1 - index])
                let result = layer.temporary(try Layout(dimensions[index], .plain))
                layer.run(touching: [gradient, other, result]) { memory in
                    let (from, factor, to) = (memory.floats(gradient), memory.floats(other), memory.floats(result))
                    return { _ in
                        for target in 0..<(count / span) {
                            var sum: Float = 0
                            for place in (target * span)..<((target + 1) * span) {
                                sum += from[place] * factor[place / otherSpan]
                            }
                            to[target] = sum
                        }
                    }
                }
                return result
            }
        }
    }
}
