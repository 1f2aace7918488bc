/// How a layer's weights are drawn before training. Under each but ``default`` its biases start at zero.
///
/// A named one keeps the scale of signals or gradients from layer to layer. Its variance follows from the layer's fan-in, the
/// values of the input that one of the output is a sum of, and its fan-out, the values of the output that one of the input
/// goes into.
public enum Initialization: String, Hashable, Sendable, CaseIterable {
    /// PyTorch's own: weights and biases uniform up to 1 / √fan-in (a variance of 1 / (3 · fan-in)).
    case `default`
    /// Normal with a variance of 2 / fan-in, which keeps the scale of signals through relu (He and others, Delving deep into
    /// rectifiers, 2015, https://arxiv.org/abs/1502.01852).
    case he
    /// Of the same variance, uniform.
    case heUniform = "he uniform"
    /// Normal with a variance of 2 / (fan-in + fan-out), for tanh and sigmoid (Glorot and Bengio, Understanding the difficulty of
    /// training deep feedforward neural networks, 2010).
    case xavier
    /// Of the same variance, uniform.
    case xavierUniform = "xavier uniform"
    /// Normal with a variance of 1 / fan-in (LeCun and others, Efficient BackProp, 1998).
    case lecun
    /// Of the same variance, uniform.
    case lecunUniform = "lecun uniform"

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)

    /// As Swift writes it: `heUniform`.
    public var name: String { rawValue.camelCased }

    /// Whether weights are drawn from a uniform distribution, else from a normal one.
    public var isUniform: Bool {
        switch self {
        case .default, .heUniform, .xavierUniform, .lecunUniform: true
        case .he, .xavier, .lecun: false
        }
    }

    /// The variance of a weight.
    public func variance(_ fans: Fans) -> Double {
        switch self {
        case .he, .heUniform: 2 / fans.inputs
        case .xavier, .xavierUniform: 2 / (fans.inputs + fans.outputs)
        case .lecun, .lecunUniform: 1 / fans.inputs
        case .default: 1 / (3 * fans.pytorchInputs)
        }
    }
}

/// How many values a weighted sum takes part in: its fan-in and its fan-out.
public struct Fans: Hashable, Sendable {
    /// The values of the input that one of the output is a sum of.
    public var inputs: Double
    /// The values of the output that one of the input goes into.
    public var outputs: Double
    /// What PyTorch takes for the fan-in where it starts a layer itself.
    public var pytorchInputs: Double

    /// Never below one: a sum of nothing has no scale.
    public init(inputs: Double, outputs: Double, pytorchInputs: Double? = nil) {
        (self.inputs, self.outputs) = (max(inputs, 1), max(outputs, 1))
        self.pytorchInputs = max(pytorchInputs ?? inputs, 1)
    }
}

extension ParameterDefinition {
    /// How the weights of a layer start.
    static let initialization = ParameterDefinition(
        "init", .word(Initialization.words), default: .word(Initialization.default.rawValue),
        "How weights start; `he` suits relu, `xavier` tanh and sigmoid. Biases then start at 0. `default` is PyTorch's.",
        notation: .keyword("init"))
}
