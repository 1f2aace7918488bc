extension NetworkBuilder {
    /// In training each element becomes 0 with probability `rate`, and the others grow by 1 / (1 - rate). Nothing in
    /// inference.
    @discardableResult
    public mutating func dropout(_ name: String, rate: Float) -> LayerReference {
        append(name, Dropout(rate: rate))
    }
}

/// Inverted dropout (Srivastava et al., 2014), as PyTorch's `Dropout`.
struct Dropout: LayerOperation {
    let rate: Float
    var kind: String { "dropout" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard rate >= 0, rate < 1 else { throw ShapeError("its rate is \(rate), but must be from 0 to below 1") }
        return try only(inputs)
    }
}
