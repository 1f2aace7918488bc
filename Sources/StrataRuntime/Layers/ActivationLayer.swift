import COneDNN

/// A function of each element by itself.
public enum Activation: Hashable, Sendable {
    /// max(x, 0)
    case relu
    /// min(max(x, 0), 6)
    case relu6
    /// x where positive, else slope * x
    case leakyRelu(slope: Float = 0.01)
    case sigmoid
    case tanh
    /// x * Φ(x), exactly (by erf), not the tanh approximation
    case gelu
    /// x * sigmoid(x)
    case silu
    /// x * relu6(x + 3) / 6 (Howard et al., *Searching for MobileNetV3*, 2019)
    case hardSwish
    /// x where positive, else exp(x) - 1 (Clevert, Unterthiner and Hochreiter, 2016)
    case elu
    /// x * tanh(log(1 + exp(x))) (Misra, 2019)
    case mish

    /// relu6(x + 3) / 6 (Howard et al., *Searching for MobileNetV3*, 2019)
    case hardSigmoid

    /// Every function, those with a parameter at its default.
    public static let all: [Activation] = [
        .relu, .relu6, .leakyRelu(), .sigmoid, .tanh, .gelu, .silu, .hardSwish, .elu, .mish, .hardSigmoid,
    ]

    /// As it appears in layer names: `conv1.relu`.
    public var name: String {
        switch self {
        case .relu: "relu"
        case .relu6: "relu6"
        case .leakyRelu: "leakyRelu"
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .gelu: "gelu"
        case .silu: "silu"
        case .hardSwish: "hardSwish"
        case .elu: "elu"
        case .mish: "mish"
        case .hardSigmoid: "hardSigmoid"
        }
    }
}

extension NetworkBuilder {
    /// Applies `activation` to each element; the shape stays.
    @discardableResult
    public mutating func activation(_ name: String, _ activation: Activation) -> LayerReference {
        append(name, ActivationLayer(activation: activation))
    }
}

extension NetworkBuilder {
    /// x where positive, else `slope` times x.
    @discardableResult
    public mutating func leakyRelu(_ name: String, slope: Float = 0.01) -> LayerReference {
        activation(name, .leakyRelu(slope: slope))
    }
}

struct ActivationLayer: LayerOperation {
    let activation: Activation
    var kind: String { activation.name }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        if case .leakyRelu(let slope) = activation, !(slope >= 0 && slope.isFinite) {
            throw ShapeError("its slope is \(slope), but must be a number from 0")
        }
        return try only(inputs)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        if activation == .hardSigmoid { return try planHardSigmoid(layer) }
        let forward = try layer.describe { description, engine in
            withPostOperation(activation) {
                strata_onednn_elementwise_forward(
                    description, engine, layer.isTraining ? 1 : 0, layer.input.layout.handle, $0)
            }
        }
        let output = layer.temporary(layer.input.layout)
        try layer.run(forward, [(.source, layer.input), (.destination, output)])
        return PlannedLayer(output) { gradient, _ in
            let data = activation.derivativeFollowsFromResult ? output : layer.input
            return [try layer.derivative(of: activation, at: data, times: gradient)]
        }
    }
}

extension ActivationLayer {
    /// oneDNN has no such function in version 2: a line, cut off at 0 and 1.
    private func planHardSigmoid(_ layer: LayerPlanner) throws -> PlannedLayer {
        let line = strata_onednn_post_operation(function: Int32(ONEDNN_LINEAR.rawValue), alpha: 1 / 6, beta: 0.5)
        let bounds = strata_onednn_post_operation(function: Int32(ONEDNN_CLIP.rawValue), alpha: 0, beta: 1)
        // Padding of a blocked layout would turn from 0 to 0.5.
        var value = try layer.plain(layer.input, layer.inputDimensions)
        let layout = value.layout
        for function in [line, bounds] {
            let forward = try layer.describe { description, engine in
                withUnsafePointer(to: function) {
                    strata_onednn_elementwise_forward(description, engine, layer.isTraining ? 1 : 0, layout.handle, $0)
                }
            }
            let result = layer.temporary(layout)
            try layer.run(forward, [(.source, value), (.destination, result)])
            value = result
        }
        let output = value
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: layout)
            let result = layer.successor(of: gradient)
            layer.run(touching: [output, gradient, result]) { memory in
                let (gates, from, to) = (memory.floats(output), memory.floats(gradient), memory.floats(result))
                return { _ in
                    for index in 0..<to.count { to[index] = gates[index] > 0 && gates[index] < 1 ? from[index] / 6 : 0 }
                }
            }
            return [result]
        }
    }
}
