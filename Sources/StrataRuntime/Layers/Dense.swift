extension NetworkBuilder {
    /// A fully connected layer: any input to a vector of `units`. It flattens a feature map by itself, in PyTorch's order
    /// (channels, height, width).
    @discardableResult
    public mutating func dense(_ name: String, units: Int, bias: Bool = true, activation: Activation? = nil)
        -> LayerReference
    {
        append(name, Dense(units: units, bias: bias))
        append(activation: activation, after: name)
        return current
    }
}

/// `y = W x + b`, PyTorch's `Linear`. Weights: units x inputs.
struct Dense: LayerOperation {
    let units: Int
    let bias: Bool
    var kind: String { "dense" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        _ = try only(inputs)
        guard units > 0 else { throw ShapeError("it needs at least 1 unit") }
        return TensorShape(units: units)
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        let count = inputs[0].count
        // torch.nn.Linear.reset_parameters: kaiming_uniform_(a = sqrt 5) comes to 1 / sqrt(inputs).
        let bound = 1 / Float(count).squareRoot()
        let weight = Parameter("weight", [units, count], .uniform(bound))
        return bias ? [weight, Parameter("bias", [units], .uniform(bound))] : [weight]
    }
}
