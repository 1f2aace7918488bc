import Basics

/// A function of each element separately, which a layer applies to its output or which is a separate layer.
public enum Activation: Hashable, Sendable {
    /// max(x, 0)
    case relu
    /// min(max(x, 0), 6)
    case relu6
    /// x if positive, otherwise slope * x
    case leakyRelu(slope: Double = 0.01)
    case sigmoid
    case tanh
    /// x * Φ(x), exactly (by erf), not the tanh approximation
    case gelu
    /// x * sigmoid(x)
    case silu
    /// x * relu6(x + 3) / 6 (Howard et al., *Searching for MobileNetV3*, 2019)
    case hardSwish
    /// x if positive, otherwise exp(x) - 1 (Clevert, Unterthiner and Hochreiter, 2016)
    case elu
    /// x * tanh(log(1 + exp(x))) (Misra, 2019)
    case mish
    /// relu6(x + 3) / 6 (Howard et al., *Searching for MobileNetV3*, 2019)
    case hardSigmoid

    /// Every function; those with a parameter have its default.
    public static let all: [Activation] = [
        .relu, .relu6, .leakyRelu(), .sigmoid, .tanh, .gelu, .silu, .hardSwish, .elu, .mish, .hardSigmoid,
    ]

    /// The word for each in a spec.
    public static let words = all.map(\.word)

    /// Returns the function for a word in a spec.
    public init?(word: String) {
        // There are few: looking through them takes less time than a dictionary.
        guard let activation = Self.all.first(where: { $0.word == word }) else { return nil }
        self = activation
    }

    /// As a spec writes it: `hard swish`.
    public var word: String {
        switch self {
        case .relu: "relu"
        case .relu6: "relu6"
        case .leakyRelu: "leaky relu"
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .gelu: "gelu"
        case .silu: "silu"
        case .hardSwish: "hard swish"
        case .elu: "elu"
        case .mish: "mish"
        case .hardSigmoid: "hard sigmoid"
        }
    }

    /// As it appears in layer names and in Swift: `conv1.hardSwish`.
    public var name: String { word.camelCased }

    /// Whether its output is never negative.
    public var isNeverNegative: Bool {
        switch self {
        case .relu, .relu6, .sigmoid, .hardSigmoid: true
        case .leakyRelu, .tanh, .gelu, .silu, .hardSwish, .elu, .mish: false
        }
    }

    /// The name with its parameter, if that isn't the default: `leaky relu 0.2`.
    public var text: String {
        if case .leakyRelu(let slope) = self, self != .leakyRelu() { "\(word) \(slope.concise)" } else { word }
    }
}

extension Activation {
    /// The layers that are an activation with a number after its word: `leaky relu 0.2`.
    private static let layers = Catalog.layers.filter { layer in
        layer.traits.contains(.isActivation) && words.contains(layer.syntax.key)
    }

    /// The number that may follow an activation's word, such as the slope of `leaky relu`; nil if none may.
    package static func number(after word: String) -> ParameterDefinition? {
        layers.first { $0.syntax.key == word }?.syntax.parameter(at: .trailing)
    }

    /// Returns the activation with a number after its word, or nil if the word has none or the number is out of bounds.
    package init?(word: String, number: Double) {
        guard let layer = Self.layers.first(where: { $0.syntax.key == word }),
            let parameter = layer.syntax.parameter(at: .trailing), parameter.type.admits(.decimal(number)),
            let activation = layer.activation(Call(layer.syntax, [parameter.name: .decimal(number)]))
        else { return nil }
        self = activation
    }
}
