extension NetworkBuilder {
    /// Batch normalisation of each channel (Ioffe and Szegedy, 2015), with PyTorch's conventions.
    ///
    /// - Parameters:
    ///   - epsilon: added to the variance.
    ///   - momentum: the weight of the new batch in the running statistics.
    @discardableResult
    public mutating func batchNorm(_ name: String, epsilon: Float = 1e-5, momentum: Float = 0.1) -> LayerReference {
        append(name, BatchNorm(epsilon: epsilon, momentum: momentum))
    }
}

/// In training by the batch's mean and (biased) variance, while the running mean and the running unbiased variance follow
/// by `momentum`; in inference by these.
struct BatchNorm: LayerOperation {
    let epsilon: Float
    let momentum: Float
    var fusesRelu = false
    var kind: String { "batch norm" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard epsilon >= 0, momentum >= 0, momentum <= 1 else {
            throw ShapeError("its epsilon must not be negative, and its momentum must be between 0 and 1")
        }
        return try only(inputs)
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        let channels = [inputs[0].channels]
        return [
            Parameter("weight", channels, .constant(1)),
            Parameter("bias", channels, .constant(0)),
            Parameter("running_mean", channels, trained: false, .constant(0)),
            Parameter("running_var", channels, trained: false, .constant(1)),
        ]
    }
}
