import NetworkTerms

extension TrainingSettings {
    /// The settings of a spec's training section. Everything that it doesn't set has its default.
    public init(_ spec: Spec) {
        let section = spec.training
        self.init(
            data: section?.data?.choice, target: section?.target?.value,
            noise: section?.noise?.value, loss: section?.loss?.choice,
            epochs: section?.epochs?.value, batch: section?.batch?.value,
            seed: section?.seed.map { UInt64(clamping: $0.value) },
            optimizer: section?.optimizer?.choice,
            schedule: section?.schedule?.choice,
            outputs: spec.hasSeveralOutputs ? spec.outputs.map { OutputTraining($0, section) } : [])
    }
}

extension OutputTraining {
    /// What a head's output learns: what it sets itself, or else what the training section sets.
    fileprivate init(_ head: OutputHead, _ section: TrainingSection?) {
        let target = head.target?.value ?? (section?.target?.value == .input ? .input : .label)
        self.init(
            head.name?.value ?? "", target: target, loss: (head.loss ?? section?.loss)?.choice,
            weight: head.weight ?? 1)
    }
}
