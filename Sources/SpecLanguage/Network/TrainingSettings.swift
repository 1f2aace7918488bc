import NetworkTerms

extension TrainingSettings {
    /// The settings of a training section. Everything that it doesn't set has its default.
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
