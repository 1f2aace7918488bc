import NetworkTerms

extension TrainingSettings {
    /// What a training section says; what it does not, and all where there is none, has its default.
    public init(_ section: TrainingSection?) {
        self.init(
            data: section?.data?.choice, target: section?.target?.value,
            noise: section?.noise?.value, loss: section?.loss?.choice,
            epochs: section?.epochs?.value, batch: section?.batch?.value,
            seed: section?.seed.map { UInt64(clamping: $0.value) },
            optimizer: section?.optimizer?.choice,
            schedule: section?.schedule?.choice)
    }
}
