import NetworkTerms

extension TrainingSettings {
    /// What a training section says; what it does not, and all where there is none, has its default.
    public init(_ section: TrainingSection?) {
        // The reader chooses among the catalog's own, so that what is written is always one of them.
        self.init(
            data: section?.data.flatMap { DataSource($0.value.call) }, target: section?.target?.value,
            noise: section?.noise?.value, loss: section?.loss.flatMap { Loss($0.value.call) },
            epochs: section?.epochs?.value, batch: section?.batch?.value,
            seed: section?.seed.map { UInt64(clamping: $0.value) },
            optimizer: section?.optimizer.flatMap { Optimizer($0.value.call) },
            schedule: section?.schedule.flatMap { Schedule($0.value.call) })
    }
}
