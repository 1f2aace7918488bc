/// How a layer's weights are drawn before training.
///
/// A named one keeps the scale of signals or gradients from layer to layer. Its variance follows from the layer's fan-in, the
/// values that one value of the output is a sum of, and its fan-out, the values of the output that one of the input goes into.
public enum Initialization: Sendable {
    public static let words = ["default", "he", "he uniform", "xavier", "xavier uniform", "lecun", "lecun uniform"]

    /// What holds where a spec says nothing.
    public static let standard = "default"

    /// The name of its member in the runtime: `heUniform`.
    public static func member(_ word: String) -> String {
        let parts = word.split(separator: " ")
        return parts.dropFirst().reduce(String(parts.first ?? "")) { $0 + String($1).capitalizedWord }
    }

    /// The variance of a weight. Those of a runtime's layers are drawn so, and a test holds the two together.
    public static func variance(_ word: String, _ fans: Fans) -> Double {
        switch word.split(separator: " ").first {
        case "he": 2 / fans.inputs
        case "xavier": 2 / (fans.inputs + fans.outputs)
        case "lecun": 1 / fans.inputs
        default: 1 / (3 * fans.pytorchInputs)
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
        "init", .word(Initialization.words), default: .word(Initialization.standard),
        "How weights start; `he` suits relu, `xavier` tanh and sigmoid. Biases then start at 0. `default` is PyTorch's.",
        notation: .keyword("init"))
}

extension RuntimeCall {
    /// Adds how a layer's weights start.
    mutating func passInitialization(_ arguments: Arguments) {
        func member(_ word: String) -> Value { .member(Initialization.member(word)) }
        pass(
            "initialization", arguments.word("init").map(member), default: member(Initialization.standard), from: "init"
        )
    }
}

extension String {
    fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
