import Basics

/// How the learning rate changes during training: a factor for every step, by which the optimizer's rate is multiplied.
///
/// It can start with a warm-up of W steps, in which the factor increases linearly: 1/W, 2/W, … 1
/// (`torch.optim.lr_scheduler.LinearLR(start_factor=1/W, total_iters=W-1)`). After that, steps are counted from the end
/// of the warm-up, like PyTorch's `SequentialLR`.
public struct Schedule: TrainingChoice {
    /// The noun for such a choice in a sentence.
    public static let noun = "schedule"
    /// The definitions in the catalog.
    public static var definitions: [ScheduleDefinition] { Catalog.schedules }

    /// Its definition in the catalog.
    public let definition: ScheduleDefinition
    /// The values of its parameters.
    public var call: Call

    /// Creates a choice from the catalog with its values.
    public init(definition: ScheduleDefinition, call: Call) {
        (self.definition, self.call) = (definition, call)
    }

    /// The length of the warm-up in epochs; it may be a fraction of one.
    public var warmupEpochs: Double { call.decimal("warmup") ?? 0 }

    /// Returns the factor of one step.
    ///
    /// - Parameters:
    ///   - step: counted over all epochs from 0.
    ///   - stepsPerEpoch: at least 1.
    ///   - epochs: the number of epochs of the whole training.
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

/// Everything Strata knows about one schedule. Each has a file in `Schedules/`.
public final class ScheduleDefinition: TrainingTerm {
    /// The position in a training after its warm-up.
    public struct Position: Hashable, Sendable {
        /// The number of the step, from 0.
        public let step: Double
        /// The number of steps after the warm-up.
        public let steps: Double
        /// The number of steps per epoch, at least 1.
        public let stepsPerEpoch: Double
    }

    /// The syntax in a spec.
    public let syntax: Syntax
    /// The formula, for people.
    public let formula: String?
    /// Where it was published.
    public let source: String?
    /// The Swift function that creates it.
    public let method: BuilderMethod
    /// The factor by which the rate is multiplied.
    public let factor: @Sendable (Call, Position) -> Double
    /// The parameter with the number of epochs before the rate first changes; nil if it changes immediately or never.
    public let interval: String?
    private let words: @Sendable (Call) -> String

    /// - Parameters:
    ///   - parameters: the parameters besides the warm-up, which every schedule has.
    ///   - labels: the labels of the Swift arguments that differ from the parameters' names.
    ///   - words: a call in a few words, without its warm-up; by default, the key.
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
        return "\(words(call)) after \(counted(warmup, "epoch")) of warm-up"
    }
}

extension ParameterDefinition {
    fileprivate static let warmup = ParameterDefinition(
        "warmup", .decimal(.notNegative), default: .decimal(0), unit: "epochs",
        "The number of epochs over which the rate first increases from zero.", notation: .keyword("warmup"))
}
