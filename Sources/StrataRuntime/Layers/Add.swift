extension NetworkBuilder {
    /// The sum of tensors of one shape, as at the end of a residual block.
    @discardableResult
    public mutating func add(_ name: String, _ layers: [LayerReference]) -> LayerReference {
        append(name, Add(), inputs: layers)
    }
}

struct Add: LayerOperation {
    var kind: String { "add" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard let first = inputs.first, inputs.count > 1 else { throw ShapeError("it needs at least two inputs") }
        guard inputs.allSatisfy({ $0 == first }) else {
            let shapes = inputs.map(\.description).joined(separator: ", ")
            throw ShapeError("its inputs must have one size, but have \(shapes)")
        }
        return first
    }
}
