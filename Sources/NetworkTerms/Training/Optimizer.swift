/// How parameters follow their gradients.
///
/// Its `rate` is the peak learning rate; a `Schedule` scales it step by step.
public struct Optimizer: TrainingChoice {
    /// What such a choice is called in a sentence.
    public static let noun = "optimizer"
    /// Those of the catalog.
    public static var definitions: [OptimizerDefinition] { Catalogue.optimizers }

    /// What the catalog knows of it.
    public let definition: OptimizerDefinition
    /// The values of its parameters.
    public var call: Call

    /// A choice of the catalog with its values.
    public init(definition: OptimizerDefinition, call: Call) {
        (self.definition, self.call) = (definition, call)
    }

    /// The peak learning rate.
    public var rate: Double { call.decimal("rate") ?? .nan }

    /// The names of what it remembers of each parameter between steps: a tensor of the parameter's shape each.
    public var stateTensors: [String] { definition.stateTensors(call) }
}

/// Everything Strata knows of one optimizer. One file in `Optimizers/` each; how it moves parameters is a file of the runtime.
public final class OptimizerDefinition: TrainingTerm {
    /// How it is written.
    public let syntax: Syntax
    /// How it is computed, for people.
    public let formula: String?
    /// Where it was published.
    public let source: String?
    /// The function that makes a call of it in Swift.
    public let method: BuilderMethod
    /// What a call of it remembers of each parameter between steps. Checkpoints hold these names.
    public let stateTensors: @Sendable (Call) -> [String]
    /// Learning rates that are usual.
    public let usualRates: UsualValues
    /// Weight decays that are usual; nil of one without decay.
    public let usualDecays: UsualValues?
    /// What other frameworks call it.
    public let calls: [FrameworkCall]
    private let mistake: @Sendable (Call) -> String?
    private let words: (@Sendable (Call) -> [String?])?

    /// - Parameters:
    ///   - name: of the Swift function; the key in camel case unless given.
    ///   - summary: the parts of a call's summary; the key and what differs from the defaults unless given.
    init(
        _ syntax: Syntax, formula: String, source: String, name: String? = nil,
        stateTensors: @escaping @Sendable (Call) -> [String], usualRates: UsualValues, usualDecays: UsualValues? = nil,
        calls: [FrameworkCall] = [], mistake: @escaping @Sendable (Call) -> String? = { _ in nil },
        summary words: (@Sendable (Call) -> [String?])? = nil
    ) {
        (self.syntax, self.formula, self.source) = (syntax, formula, source)
        method = BuilderMethod(syntax, name: name)
        (self.stateTensors, self.usualRates, self.usualDecays) = (stateTensors, usualRates, usualDecays)
        (self.calls, self.mistake, self.words) = (calls, mistake, words)
    }

    public func mistake(_ call: Call) -> String? { mistake(call) }

    public func summary(_ call: Call) -> String {
        words.map { $0(call).compactMap { $0 }.joined(separator: ", ") } ?? call.summary
    }
}
