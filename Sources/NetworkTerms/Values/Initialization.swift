/// How a layer's weights are drawn before training. Under each but ``default`` its biases start at zero.
///
/// The others keep the scale of signals or gradients from layer to layer. Their variance depends on the layer's fan-in,
/// the number of input values in the sum for one output value, and its fan-out, the number of output values that one
/// input value contributes to.
public enum Initialization: String, Hashable, Sendable, CaseIterable {
    /// PyTorch's default: weights and biases uniform up to 1 / √fan-in (a variance of 1 / (3 · fan-in)).
    case `default`
    /// Normal with a variance of 2 / fan-in, which keeps the scale of signals through relu (He and others, Delving deep
    /// into rectifiers, 2015, https://arxiv.org/abs/1502.01852).
    case he
    /// Uniform, with the same variance.
    case heUniform = "he uniform"
    /// Normal with a variance of 2 / (fan-in + fan-out), for tanh and sigmoid (Glorot and Bengio, Understanding the
    /// difficulty of training deep feedforward neural networks, 2010).
    case xavier
    /// Uniform, with the same variance.
    case xavierUniform = "xavier uniform"
    /// Normal with a variance of 1 / fan-in (LeCun and others, Efficient BackProp, 1998).
    case lecun
    /// Uniform, with the same variance.
    case lecunUniform = "lecun uniform"
    /// The rows of the weights, or the columns if those are fewer, are orthogonal vectors of length 1, in random
    /// directions: a linear layer keeps lengths, however many follow each other (Saxe, McClelland and Ganguli, Exact
    /// solutions to the nonlinear dynamics of learning in deep linear neural networks, 2014,
    /// https://arxiv.org/abs/1312.6120). A row holds the weights of one output: PyTorch's `orthogonal_`.
    case orthogonal

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)

    /// The name in Swift: `heUniform`.
    public var name: String { rawValue.camelCased }

    /// Whether weights are drawn from a uniform distribution rather than a normal one.
    public var isUniform: Bool {
        switch self {
        case .default, .heUniform, .xavierUniform, .lecunUniform: true
        case .he, .xavier, .lecun, .orthogonal: false
        }
    }

    /// The variance of a weight.
    public func variance(_ fans: Fans) -> Double {
        switch self {
        case .he, .heUniform: 2 / fans.inputs
        case .xavier, .xavierUniform: 2 / (fans.inputs + fans.outputs)
        case .lecun, .lecunUniform: 1 / fans.inputs
        case .default: 1 / (3 * fans.pytorchInputs)
        case .orthogonal: 1 / max(fans.rows, fans.pytorchInputs)
        }
    }
}

/// The fan-in and fan-out of a layer's weighted sums.
public struct Fans: Hashable, Sendable {
    /// The number of input values in the sum for one output value.
    public var inputs: Double
    /// The number of output values that one input value contributes to.
    public var outputs: Double
    /// The fan-in that PyTorch uses in its default initialization, which is also the length of a row of the weights.
    public var pytorchInputs: Double
    /// The number of rows of the weights, which is PyTorch's first dimension.
    public var rows: Double

    /// At least one, because an empty sum has no scale.
    public init(inputs: Double, outputs: Double, pytorchInputs: Double? = nil, rows: Double) {
        (self.inputs, self.outputs) = (max(inputs, 1), max(outputs, 1))
        self.pytorchInputs = max(pytorchInputs ?? inputs, 1)
        self.rows = max(rows, 1)
    }
}

extension ParameterDefinition {
    /// The initialization of a layer's weights.
    static let initialization = ParameterDefinition(
        "init", .word(Initialization.words), default: .word(Initialization.default.rawValue),
        "The initial weights: `he` for relu, `xavier` for tanh and sigmoid, `orthogonal` to keep lengths, with biases at 0. `default` is PyTorch's.",
        notation: .keyword("init"))
}
