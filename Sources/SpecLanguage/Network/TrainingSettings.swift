import NetworkTerms
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

    public enum Loss: Hashable, Sendable {
        case crossEntropy(smoothing: Double)
        case meanSquaredError
        case binaryCrossEntropy
    }

    public enum Data: Hashable, Sendable {
        case fashionMNIST
        case idx(folder: String)
        case csv(Table)
    }

    /// A CSV file, and how it is read.
    public struct Table: Hashable, Sendable {
        /// As the spec has it: seen from its folder.
        public var file: String
        public var target: String?
        public var features: [String]?
        public var ignored: [String]
        public var categories: [String]
        public var missing: String
        public var test: Double
        public var seed: Int
        public var hasHeader: Bool
        public var separator: String
    }

    public var data: Data
    public var target: TrainingTarget
    public var noise: Double
    public var loss: Loss
    public var epochs: Int
    public var batch: Int
    public var seed: Int
    public var optimizer: Optimizer
    public var schedule: Schedule

    public init(_ section: TrainingSection?) {
        data = section?.data.map { Data($0.value) } ?? .fashionMNIST
        target = section?.target?.value ?? .label
        noise = section?.noise?.value ?? 0
        let loss = section?.loss?.value ?? Arguments(syntax: target == .input ? .meanSquaredError : .crossEntropy)
        self.loss =
            switch loss.syntax.key {
            case Syntax.meanSquaredError.key: .meanSquaredError
            case Syntax.binaryCrossEntropy.key: .binaryCrossEntropy
            default: .crossEntropy(smoothing: loss.decimal("smoothing") ?? 0)
            }
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

extension TrainingSettings.Data {
    fileprivate init(_ arguments: Arguments) {
        switch arguments.syntax.key {
        case Syntax.idx.key: self = .idx(folder: arguments.word("folder") ?? "")
        case Syntax.csv.key:
            self = .csv(
                TrainingSettings.Table(
                    file: arguments.word("file") ?? "", target: arguments.word("target"),
                    features: arguments.names("features"), ignored: arguments.names("ignore") ?? [],
                    categories: arguments.names("categories") ?? [], missing: arguments.word("missing") ?? "drop",
                    test: arguments.decimal("test") ?? 0.2, seed: arguments.integer("seed") ?? 1,
                    hasHeader: arguments.boolean("header") ?? true,
                    separator: arguments.word("separator") ?? "comma"))
        default: self = .fashionMNIST
        }
    }
}
