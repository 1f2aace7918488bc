import SpecCompiler
import StrataRuntime

extension TrainingOptions {
    /// What a spec's training section says, with the defaults for what it leaves open.
    init(_ section: TrainingSection?) {
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
        self.init(
            data: .fashionMNIST, epochs: settings.epochs, batch: settings.batch, seed: UInt64(settings.seed),
            optimizer: optimizer, schedule: schedule)
    }
}
