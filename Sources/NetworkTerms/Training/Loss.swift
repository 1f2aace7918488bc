/// The function that training minimizes.
public struct Loss: TrainingChoice {
    /// The noun for such a choice in a sentence.
    public static let noun = "loss"
    /// The definitions in the catalog.
    public static var definitions: [LossDefinition] { Catalog.losses }

    /// Its definition in the catalog.
    public let definition: LossDefinition
    /// The values of its parameters.
    public var call: Call

    /// Creates a choice from the catalog with its values.
    public init(definition: LossDefinition, call: Call) {
        (self.definition, self.call) = (definition, call)
    }

    /// The default loss for a target.
    public static func usual(for target: TrainingTarget) -> Loss {
        target == .input ? .meanSquaredError : .crossEntropy
    }
}

/// Everything Strata knows about one loss. Each has a file in `Losses/`; the code that computes it is in the runtime.
public final class LossDefinition: TrainingTerm {
    /// The values that a network's outputs are compared with.
    public enum Comparison: Hashable, Sendable {
        /// The class of a sample, or of each pixel, with one output for each class.
        case classes
        /// One of two classes, or a number from 0 to 1, for each output: of a sample, or of each pixel.
        case shares
        /// A number for each output.
        case numbers
    }

    /// The function that the loss applies to the outputs before comparing them.
    public enum OutputFunction: Hashable, Sendable {
        case none
        case sigmoid
        case softmax
    }

    /// The syntax in a spec.
    public let syntax: Syntax
    /// The formula, for people.
    public let formula: String?
    /// Where it was published.
    public let source: String?
    /// The Swift function that creates it.
    public let method: BuilderMethod
    /// The values that the outputs are compared with.
    public let compares: Comparison
    /// The function that is applied to the outputs first.
    public let applies: OutputFunction
    /// The equivalent calls in other frameworks.
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
