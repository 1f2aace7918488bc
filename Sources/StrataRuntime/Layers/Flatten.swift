extension NetworkBuilder {
    /// A feature map to a vector, in PyTorch's order: channels, height, width. A vector stays as it is.
    @discardableResult
    public mutating func flatten(_ name: String) -> LayerReference {
        append(name, Flatten())
    }
}

struct Flatten: LayerOperation {
    var kind: String { "flatten" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        TensorShape(units: try only(inputs).count)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let map = try Layout(layer.inputDimensions, .plain)
        let vector = try Layout(layer.outputDimensions, .plain)
        // Row by row, a map and its vector are the same numbers in the same order.
        let input = try layer.reordered(layer.input, to: map)
        return PlannedLayer(Value(layout: vector, region: input.region)) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: vector)
            return [Value(layout: map, region: gradient.region)]
        }
    }
}
