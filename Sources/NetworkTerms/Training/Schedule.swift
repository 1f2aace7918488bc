/// How the learning rate changes during training: a factor for every step, which the optimizer's rate is multiplied by.
///
/// A warm-up comes first if wanted: over its W steps the factor rises in equal parts, 1/W, 2/W, … 1
/// (`torch.optim.lr_scheduler.LinearLR(start_factor=1/W, total_iters=W-1)`). What follows counts its steps from the end of
/// the warm-up, like PyTorch's `SequentialLR`.
public struct Schedule: TrainingChoice {
    /// What such a choice is called in a sentence.
    public static let noun = "schedule"
    /// Those of the catalog.
    public static var definitions: [ScheduleDefinition] { Catalogue.schedules }

    /// What the catalog knows of it.
    public let definition: ScheduleDefinition
    /// The values of its parameters.
    public var call: Call

    /// A choice of the catalog with its values.
    public init(definition: ScheduleDefinition, call: Call) {
        (self.definition, self.call) = (definition, call)
    }

    /// How many epochs, or parts of one, the warm-up takes.
    public var warmupEpochs: Double { call.decimal("warmup") ?? 0 }

    /// The factor of one step.
    ///
    /// - Parameters:
    ///   - step: counted over all epochs from 0.
    ///   - stepsPerEpoch: at least 1.
    ///   - epochs: of the whole training.
    public func factor(step: Int, stepsPerEpoch: Int, epochs: Int) -> Double {
        let total = Double(stepsPerEpoch) * Double(epochs)
        let warmup = min(max(0, warmupEpochs), Double(epochs)) * Double(stepsPerEpoch)
        let warmupSteps = warmup.rounded(.toNearestOrAwayFromZero)
        let position = Double(max(0, step))
        if position < warmupSteps { return (position + 1) / warmupSteps }
        return definition.factor(
            call,
            ScheduleDefinition.Position(
                step: position - warmupSteps, steps: total - warmupSteps, stepsPerEpoch: Double(stepsPerEpoch)))
    }
}

/// Everything Strata knows of one schedule. One file in `Schedules/` each.
public final class ScheduleDefinition: TrainingTerm {
    /// Where a training is after its warm-up.
    public struct Position: Hashable, Sendable {
        /// From 0.
        public let step: Double
        /// Of the whole training after its warm-up.
        public let steps: Double
        /// At least 1.
        public let stepsPerEpoch: Double
    }

    /// How it is written.
    public let syntax: Syntax
    /// How it is computed, for people.
    public let formula: String?
    /// Where it was published.
    public let source: String?
    /// The function that makes a call of it in Swift.
    public let method: BuilderMethod
    /// What the rate is multiplied by.
    public let factor: @Sendable (Call, Position) -> Double
    /// The parameter that says after how many epochs the rate changes for the first time; nil of one that changes at once or
    /// never.
    public let interval: String?
    private let words: @Sendable (Call) -> String

    /// - Parameters:
    ///   - parameters: those besides the warm-up, which every schedule has.
    ///   - labels: of the arguments in Swift that are not called by the parameters' names.
    ///   - summary: a call in a few words, without its warm-up; the key unless given.
    init(
        key: String, title: String, summary: String, parameters: [ParameterDefinition] = [], example: Syntax.Example,
        formula: String, source: String? = nil, labels: [String: String] = [:], interval: String? = nil,
        words: (@Sendable (Call) -> String)? = nil, factor: @escaping @Sendable (Call, Position) -> Double
    ) {
        syntax = Syntax(
            key: key, title: title, summary: summary, forms: [Syntax.Form(key)], parameters: parameters + [.warmup],
            example: example)
        (self.formula, self.source) = (formula, source)
        method = BuilderMethod(
            syntax, name: nil, labels: labels.merging(["warmup": "warmupEpochs"]) { label, _ in label })
        (self.factor, self.interval) = (factor, interval)
        self.words = words ?? { $0.syntax.key }
    }

    /// `cosine after 1 epoch of warm-up`.
    public func summary(_ call: Call) -> String {
        guard let warmup = call.decimal("warmup"), warmup > 0 else { return words(call) }
        let count = Int(exactly: warmup).map(String.init) ?? "\(warmup)"
        return "\(words(call)) after \(count) \(warmup == 1 ? "epoch" : "epochs") of warm-up"
    }
}

extension ParameterDefinition {
    fileprivate static let warmup = ParameterDefinition(
        "warmup", .decimal(.notNegative), default: .decimal(0), unit: "epochs",
        "Over how many epochs the rate first rises from zero.", notation: .keyword("warmup"))
}
