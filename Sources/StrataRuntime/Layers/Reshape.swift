extension NetworkBuilder {
    /// The same values, in PyTorch's order (channels, height, width), as a tensor of another size.
    @discardableResult
    public mutating func reshape(_ name: String, to shape: TensorShape) -> LayerReference {
        append(name, Reshape(shape: shape))
    }
}

struct Reshape: LayerOperation {
    let shape: TensorShape
    var kind: String { "reshape" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try only(inputs)
        try shape.checkSize()
        guard input.count == shape.count else {
            throw ShapeError("its input of \(input) has \(input.count) values, but \(shape) has \(shape.count)")
        }
        return shape
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let from = try Layout(layer.inputDimensions, .plain)
        let to = try Layout(layer.outputDimensions, .plain)
        let input = try layer.reordered(layer.input, to: from)
        return PlannedLayer(Value(layout: to, region: input.region)) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: to)
            return [Value(layout: from, region: gradient.region)]
        }
    }
}
