import Basics
import SpecRuns
import SpecCompiler
import StrataRuntime

extension TrainingOptions {
    /// What a spec's training section says, with the defaults for what it leaves open.
    ///
    /// - Parameter spec: the path of the spec; its folder is what the paths of data are seen from.
    init(_ section: TrainingSection?, of spec: String) {
        let settings = TrainingSettings(section)
        let optimizer: Optimizer =
            switch settings.optimizer {
            case .sgd(let rate, let momentum, let decay, let nesterov):
                .sgd(rate: rate, momentum: momentum, decay: decay, nesterov: nesterov)
            case .adamW(let rate, let beta1, let beta2, let epsilon, let decay):
                .adamW(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, decay: decay)
            }
        let schedule: Schedule =
            switch settings.schedule {
            case .constant(let warmup): .constant(warmupEpochs: warmup)
            case .cosine(let warmup): .cosine(warmupEpochs: warmup)
            case .step(let every, let factor, let warmup):
                .step(everyEpochs: every, factor: factor, warmupEpochs: warmup)
            }
        let loss: Loss =
            switch settings.loss {
            case .crossEntropy(let smoothing): .crossEntropy(smoothing: smoothing)
            case .meanSquaredError: .meanSquaredError
            case .binaryCrossEntropy: .binaryCrossEntropy
            }
        self.init(
            data: DataSource(settings.data, folder: Path.folder(of: spec)),
            target: settings.target == .input ? .input : .label, noise: settings.noise, loss: loss,
            epochs: settings.epochs, batch: settings.batch, seed: UInt64(settings.seed), optimizer: optimizer,
            schedule: schedule)
    }
}

extension DataSource {
    fileprivate init(_ data: TrainingSettings.Data, folder: String) {
        func path(_ path: String) -> String {
            path.hasPrefix("/") ? path : Path.join(folder, path)
        }
        switch data {
        case .fashionMNIST: self = .fashionMNIST
        case .idx(let folder): self = .idx(folder: path(folder))
        case .csv(let table):
            self = .csv(
                Table(
                    path(table.file), target: table.target, features: table.features, ignored: table.ignored,
                    categories: table.categories, missing: Table.Missing(rawValue: table.missing) ?? .drop,
                    test: table.test, seed: UInt64(table.seed), hasHeader: table.hasHeader,
                    separator: Table.Separator(rawValue: table.separator) ?? .comma))
        }
    }
}
