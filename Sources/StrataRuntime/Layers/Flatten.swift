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
}
