import COneDNN

extension Activation {
    /// Whether f'(x) can be computed from f(x) alone, so that x needn't be stored.
    var derivativeFollowsFromResult: Bool {
        switch self {
        case .relu, .relu6, .leakyRelu, .sigmoid, .tanh: true
        case .gelu, .silu, .hardSwish, .elu, .mish, .hardSigmoid: false
        }
    }

    /// The activation as oneDNN applies it to a primitive's result; nil if oneDNN doesn't have it.
    var postOperation: strata_onednn_post_operation? {
        let (function, alpha, beta): (strata_onednn_elementwise, Float, Float)
        switch self {
        case .relu: (function, alpha, beta) = (ONEDNN_RELU, 0, 0)
        case .relu6: (function, alpha, beta) = (ONEDNN_CLIP, 0, 6)
        case .leakyRelu(let slope): (function, alpha, beta) = (ONEDNN_RELU, Float(slope), 0)
        case .sigmoid: (function, alpha, beta) = (ONEDNN_SIGMOID, 0, 0)
        case .tanh: (function, alpha, beta) = (ONEDNN_TANH, 0, 0)
        case .gelu: (function, alpha, beta) = (ONEDNN_GELU, 0, 0)
        case .silu: (function, alpha, beta) = (ONEDNN_SWISH, 1, 0)
        // oneDNN 3 requires the slope and the offset; 2.6 supports only these values.
        case .hardSwish: (function, alpha, beta) = (ONEDNN_HARD_SWISH, 1 / 6, 0.5)
        case .elu: (function, alpha, beta) = (ONEDNN_ELU, 1, 0)
        case .mish: (function, alpha, beta) = (ONEDNN_MISH, 0, 0)
        case .hardSigmoid: return nil
        }
        return strata_onednn_post_operation(function: Int32(function.rawValue), alpha: alpha, beta: beta)
    }
}

/// Calls `body` with the activation in oneDNN's form, or with nil.
func withPostOperation<Result>(
    _ activation: Activation?, _ body: (UnsafePointer<strata_onednn_post_operation>?) throws -> Result
) rethrows -> Result {
    guard let operation = activation?.postOperation else { return try body(nil) }
    return try withUnsafePointer(to: operation, body)
}

extension strata_onednn_window {
    init(kernel: Extent, stride: Extent, dilation: Extent, padding: Margin) {
        func pair(_ first: Int, _ second: Int) -> (Int64, Int64) { (Int64(first), Int64(second)) }
        self.init(
            kernel: pair(kernel.height, kernel.width),
            stride: pair(stride.height, stride.width),
            dilation: pair(dilation.height, dilation.width),
            padding_before: pair(padding.top, padding.left),
            padding_after: pair(padding.bottom, padding.right))
    }

    init(_ window: SlidingWindow, over input: TensorShape) {
        self.init(
            kernel: window.kernel, stride: window.stride, dilation: window.dilation,
            padding: window.margin(over: input))
    }
}

extension LayerPlanner {
    /// Records `gradient * f'(x)`, elementwise. `data` is f(x) if the derivative follows from it, otherwise x.
    func derivative(of activation: Activation, at data: Value, times gradient: Value) throws -> Value {
        let gradient = try reordered(gradient, to: data.layout)
        let backward = try describe { description, engine in
            try withPostOperation(activation) { function in
                let forward = try describe {
                    strata_onednn_elementwise_forward($0, $1, 1, data.layout.handle, function)
                }
                return strata_onednn_elementwise_backward(
                    description, engine, activation.derivativeFollowsFromResult ? 1 : 0, data.layout.handle,
                    data.layout.handle, function, forward.handle)
            }
        }
        let result = successor(of: gradient)
        try run(
            backward,
            [
                (activation.derivativeFollowsFromResult ? .destination : .source, data),
                (.destinationGradient, gradient), (.sourceGradient, result),
            ])
        return result
    }

    /// Returns the gradient before the fused activation, given the one after it and the layer's output.
    func beforeActivation(_ gradient: Value, output: Value) throws -> Value {
        guard let activation = fused.activation, !fused.derivativeIsDone else { return gradient }
        return try derivative(of: activation, at: output, times: gradient)
    }

    /// Records the forward pass of a layer with weights, and returns its result.
    func runForward(_ description: Description, source: Value, weights: Value, bias: Value?) throws -> Value {
        let source = try reordered(source, to: try description.source())
        let result = temporary(try description.destination())
        try run(
            description,
            [(.source, source), (.weights, weights), (.destination, result)] + (bias.map { [(.bias, $0)] } ?? []))
        return result
    }

    /// Records the gradients of weights and bias, in the layouts of the weights and bias themselves.
    func runBackwardWeights(
        _ description: Description, source: Value, gradient: Value, weights: Value, bias: Value?
    ) throws {
        let source = try reordered(source, to: try description.source())
        let gradient = try reordered(gradient, to: try description.destinationGradient())
        let layout = try description.weightsGradient()
        let result = layout == weights.layout ? weights : temporary(layout)
        try run(
            description,
            [(.source, source), (.destinationGradient, gradient), (.weightsGradient, result)]
                + (bias.map { [(.biasGradient, $0)] } ?? []))
        if result.region != weights.region { try reorder(result, into: weights) }
    }

    /// Records the gradient of the layer's input, and returns it.
    func runBackwardData(_ description: Description, gradient: Value, weights: Value) throws -> Value {
        let gradient = try reordered(gradient, to: try description.destinationGradient())
        let weights = try reordered(weights, to: try description.weights())
        let result = temporary(try description.sourceGradient())
        try run(
            description, [(.destinationGradient, gradient), (.weights, weights), (.sourceGradient, result)])
        return result
    }
}
