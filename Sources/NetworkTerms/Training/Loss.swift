/// What training makes small.
public struct Loss: TrainingChoice {
    /// What such a choice is called in a sentence.
    public static let noun = "loss"
    /// Those of the catalog.
    public static var definitions: [LossDefinition] { Catalogue.losses }

    /// What the catalog knows of it.
    public let definition: LossDefinition
    /// The values of its parameters.
    public var call: Call

    /// A choice of the catalog with its values.
    public init(definition: LossDefinition, call: Call) {
        (self.definition, self.call) = (definition, call)
    }

    /// What is used where nothing is chosen.
    public static func usual(for target: TrainingTarget) -> Loss {
        target == .input ? .meanSquaredError : .crossEntropy
    }
}

/// Everything Strata knows of one loss. One file in `Losses/` each; how it is computed is a file of the runtime.
public final class LossDefinition: TrainingTerm {
    /// What a network's outputs are compared with.
    public enum Comparison: Hashable, Sendable {
        /// The class of a sample, or of each pixel, with one output for each class.
        case classes
        /// One of two classes, or a number from 0 to 1, for each output.
        case shares
        /// A number for each output.
        case numbers
    }

    /// What the loss applies to the outputs itself before it compares them.
    public enum OutputFunction: Hashable, Sendable {
        case none
        case sigmoid
        case softmax
    }

    /// How it is written.
    public let syntax: Syntax
    /// How it is computed, for people.
    public let formula: String?
    /// Where it was published.
    public let source: String?
    /// The function that makes a call of it in Swift.
    public let method: BuilderMethod
    /// What the outputs are compared with.
    public let compares: Comparison
    /// What is applied to the outputs first.
    public let applies: OutputFunction
    /// What other frameworks call it.
    public let calls: [FrameworkCall]

    init(
        _ syntax: Syntax, formula: String, source: String, compares: Comparison, applies: OutputFunction,
        calls: [FrameworkCall] = [], name: String? = nil
    ) {
        (self.syntax, self.formula, self.source) = (syntax, formula, source)
        (self.compares, self.applies, self.calls) = (compares, applies, calls)
        method = BuilderMethod(syntax, name: name)
    }
}
