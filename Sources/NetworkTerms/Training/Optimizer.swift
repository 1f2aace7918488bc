/// The method that updates the parameters from their gradients.
///
/// Its `rate` is the peak learning rate; a `Schedule` scales it step by step.
public struct Optimizer: TrainingChoice {
    /// The noun for such a choice in a sentence.
    public static let noun = "optimizer"
    /// The definitions in the catalog.
    public static var definitions: [OptimizerDefinition] { Catalog.optimizers }

    /// Its definition in the catalog.
    public let definition: OptimizerDefinition
    /// The values of its parameters.
    public var call: Call

    /// Creates a choice from the catalog with its values.
    public init(definition: OptimizerDefinition, call: Call) {
        (self.definition, self.call) = (definition, call)
    }

    /// The peak learning rate.
    public var rate: Double { call.decimal("rate") ?? .nan }

    /// The names of the tensors that it keeps for each parameter between steps. Each has the parameter's shape.
    public var stateTensors: [String] { definition.stateTensors(call) }
}

/// Everything Strata knows about one optimizer. Each has a file in `Optimizers/`; the code that updates parameters is
/// in the runtime.
public final class OptimizerDefinition: TrainingTerm {
    /// The syntax in a spec.
    public let syntax: Syntax
    /// The formula, for people.
    public let formula: String?
    /// Where it was published.
    public let source: String?
    /// The Swift function that creates it.
    public let method: BuilderMethod
    /// The names of the tensors that it keeps for each parameter between steps. Checkpoints contain these names.
    public let stateTensors: @Sendable (Call) -> [String]
    /// Typical learning rates.
    public let usualRates: UsualValues
    /// Typical weight decays; nil for an optimizer without decay.
    public let usualDecays: UsualValues?
    /// The equivalent calls in other frameworks.
    public let calls: [FrameworkCall]
    private let mistake: @Sendable (Call) -> CallMistake?
    private let words: (@Sendable (Call) -> [String?])?

    /// - Parameters:
    ///   - name: the name of the Swift function; by default, the key in camel case.
    ///   - summary: the parts of a call's summary; by default, the key and the values that differ from the defaults.
    init(
        _ syntax: Syntax, formula: String, source: String, name: String? = nil,
        stateTensors: @escaping @Sendable (Call) -> [String], usualRates: UsualValues, usualDecays: UsualValues? = nil,
        calls: [FrameworkCall] = [], mistake: @escaping @Sendable (Call) -> CallMistake? = { _ in nil },
        summary words: (@Sendable (Call) -> [String?])? = nil
    ) {
        (self.syntax, self.formula, self.source) = (syntax, formula, source)
        method = BuilderMethod(syntax, name: name)
        (self.stateTensors, self.usualRates, self.usualDecays) = (stateTensors, usualRates, usualDecays)
        (self.calls, self.mistake, self.words) = (calls, mistake, words)
    }

    public func mistake(_ call: Call) -> CallMistake? { mistake(call) }

    public func summary(_ call: Call) -> String {
        words.map { $0(call).compactMap { $0 }.joined(separator: ", ") } ?? call.summary
    }
}
