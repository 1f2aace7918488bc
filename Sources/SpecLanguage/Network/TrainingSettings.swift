import SpecText

/// A training section with its defaults filled in.
public struct TrainingSettings: Hashable, Sendable {
    public enum Optimizer: Hashable, Sendable {
        case sgd(rate: Double, momentum: Double, decay: Double, nesterov: Bool)
        case adamW(rate: Double, beta1: Double, beta2: Double, epsilon: Double, decay: Double)
    }

    public enum Schedule: Hashable, Sendable {
        case constant(warmup: Double)
        case step(every: Int, factor: Double, warmup: Double)
        case cosine(warmup: Double)
    }

    /// The name of the data set.
    public var data: String
    public var epochs: Int
    public var batch: Int
    public var seed: Int
    public var optimizer: Optimizer
    public var schedule: Schedule

    public init(_ section: TrainingSection?) {
        data = section?.data?.value.name ?? "fashion-mnist"
        epochs = section?.epochs?.value ?? 10
        batch = section?.batch?.value ?? 64
        seed = section?.seed?.value ?? 1
        let optimizer = section?.optimizer?.value ?? Arguments(syntax: .adamW)
        func number(_ name: String) -> Double { optimizer.decimal(name) ?? 0 }
        self.optimizer =
            optimizer.syntax.key == Syntax.sgd.key
            ? .sgd(
                rate: number("rate"), momentum: number("momentum"), decay: number("decay"),
                nesterov: optimizer.boolean("nesterov") ?? false)
            : .adamW(
                rate: number("rate"), beta1: number("beta1"), beta2: number("beta2"), epsilon: number("epsilon"),
                decay: number("decay"))
        let schedule = section?.schedule?.value ?? Arguments(syntax: .constant)
        let warmup = schedule.decimal("warmup") ?? 0
        self.schedule =
            switch schedule.syntax.key {
            case Syntax.cosine.key: .cosine(warmup: warmup)
            case Syntax.step.key:
                .step(every: schedule.integer("every") ?? 1, factor: schedule.decimal("factor") ?? 0.1, warmup: warmup)
            default: .constant(warmup: warmup)
            }
    }
}
