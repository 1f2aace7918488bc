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
        let forward = try layer.describe { description, engine in
            withPostOperation(activation) {
                onednn_elementwise_forward(
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
