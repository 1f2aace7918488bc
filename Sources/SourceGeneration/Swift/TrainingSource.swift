import SizeInference
import NetworkTerms
import SpecLanguage

/// A training section in the runtime's words.
struct TrainingSource {
    /// The arguments of `TrainingOptions`, in order.
    let arguments: [String]

    /// What says how the network is trained.
    static func extensionOfNetwork(_ network: SizedNetwork, options: SourceOptions, data: DataPath) -> String {
        let arguments = TrainingSource(network.spec.training, data: data).arguments
        return """
            extension \(NetworkSource.typeName(of: network, options)) {
                /// How the spec says to train it.
                \(options.modifier)static let training = TrainingOptions(
            \(arguments.joined(separator: ",\n").indented(by: 8)))
            }

            """
    }

    init(_ section: TrainingSection?, data: DataPath) {
        let settings = TrainingSettings(section)
        func number(_ value: Double) -> String { SwiftText.literal(value) }
        let optimizer =
            switch settings.optimizer {
            case .sgd(let rate, let momentum, let decay, let nesterov):
                ".sgd(rate: \(number(rate)), momentum: \(number(momentum)), decay: \(number(decay)), nesterov: \(nesterov))"
            case .adamW(let rate, let beta1, let beta2, let epsilon, let decay):
                """
                .adamW(rate: \(number(rate)), beta1: \(number(beta1)), beta2: \(number(beta2)), \
                epsilon: \(number(epsilon)), decay: \(number(decay)))
                """
            }
        let schedule =
            switch settings.schedule {
            case .constant(let warmup): ".constant(warmupEpochs: \(number(warmup)))"
            case .cosine(let warmup): ".cosine(warmupEpochs: \(number(warmup)))"
            case .step(let every, let factor, let warmup):
                ".step(everyEpochs: \(every), factor: \(number(factor)), warmupEpochs: \(number(warmup)))"
            }
        let loss =
            switch settings.loss {
            case .crossEntropy(let smoothing): ".crossEntropy(smoothing: \(number(smoothing)))"
            case .meanSquaredError: ".meanSquaredError"
            case .binaryCrossEntropy: ".binaryCrossEntropy"
            }
        var arguments = ["data: \(Self.data(settings.data, data))"]
        if settings.target == .input { arguments.append("target: .input") }
        if settings.noise > 0 { arguments.append("noise: \(number(settings.noise))") }
        if settings.loss != .crossEntropy(smoothing: 0) { arguments.append("loss: \(loss)") }
        arguments += [
            "epochs: \(settings.epochs)", "batch: \(settings.batch)", "seed: \(settings.seed)",
            "optimizer: \(optimizer)", "schedule: \(schedule)",
        ]
        self.arguments = arguments
    }

    private static func data(_ data: TrainingSettings.Data, _ path: DataPath) -> String {
        switch data {
        case .fashionMNIST: return ".fashionMNIST"
        case .idx(let place): return ".idx(folder: \(path.expression(of: place)))"
        case .csv(let table):
            var arguments = [path.expression(of: table.file)]
            func list(_ names: [String]) -> String { "[\(names.map(SwiftText.literal).joined(separator: ", "))]" }
            if let target = table.target { arguments.append("target: \(SwiftText.literal(target))") }
            if let features = table.features { arguments.append("features: \(list(features))") }
            if !table.ignored.isEmpty { arguments.append("ignored: \(list(table.ignored))") }
            if !table.categories.isEmpty { arguments.append("categories: \(list(table.categories))") }
            if table.missing != "drop" { arguments.append("missing: .\(table.missing)") }
            if table.test != 0.2 { arguments.append("test: \(SwiftText.literal(table.test))") }
            if table.seed != 1 { arguments.append("seed: \(table.seed)") }
            if !table.hasHeader { arguments.append("hasHeader: false") }
            if table.separator != "comma" { arguments.append("separator: .\(table.separator)") }
            return ".csv(\n    Table(\n        \(arguments.joined(separator: ",\n        "))))"
        }
    }
}
