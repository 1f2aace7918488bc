/// The options for training a network: the settings in a spec's `train` section, and the number of threads.
@dynamicMemberLookup
public struct TrainingOptions: Hashable, Sendable {
    /// The settings, on which the resulting weights depend. Each setting is also a property of the options.
    public var settings: TrainingSettings
    /// The number of threads; nil lets the engine choose.
    public var threads: Int?

    /// Creates options from settings.
    ///
    /// - Parameters:
    ///   - settings: the training settings.
    ///   - threads: the number of threads; nil lets the engine choose.
    public init(_ settings: TrainingSettings, threads: Int? = nil) {
        (self.settings, self.threads) = (settings, threads)
    }

    /// Creates options from individual settings, with the same defaults as in a spec. They are validated when training
    /// starts.
    ///
    /// - Parameters:
    ///   - data: the source of the samples.
    ///   - target: the target that the network learns.
    ///   - noise: the standard deviation of the noise added to the input, in the numbers that the network sees.
    ///   - loss: the loss; if nil, cross entropy, or mean squared error if the target is the input.
    ///   - epochs: the number of passes over the training samples.
    ///   - batch: the number of samples in a step.
    ///   - seed: the seed for initial weights, the order of samples, and dropout.
    ///   - optimizer: the optimizer.
    ///   - schedule: the schedule of the learning rate.
    ///   - outputs: what each of several outputs learns, in the order of the network's outputs. `target` and `loss` are
    ///     then not used.
    ///   - threads: the number of threads; nil lets the engine choose.
    public init(
        data: DataSource, target: TrainingTarget? = nil, noise: Double? = nil, loss: Loss? = nil, epochs: Int? = nil,
        batch: Int? = nil, seed: UInt64? = nil, optimizer: Optimizer? = nil, schedule: Schedule? = nil,
        outputs: [OutputTraining] = [], threads: Int? = nil
    ) {
        let settings = TrainingSettings(
            data: data, target: target, noise: noise, loss: loss, epochs: epochs, batch: batch, seed: seed,
            optimizer: optimizer, schedule: schedule, outputs: outputs)
        self.init(settings, threads: threads)
    }

    /// A setting, as a property of the options.
    public subscript<Setting>(dynamicMember setting: WritableKeyPath<TrainingSettings, Setting>) -> Setting {
        get { settings[keyPath: setting] }
        set { settings[keyPath: setting] = newValue }
    }

    /// Validates the options.
    ///
    /// - Throws: `RuntimeError` that names the first invalid option.
    func check() throws {
        func require(_ condition: Bool, _ option: String, _ value: Any, _ bounds: String) throws {
            guard condition else { throw RuntimeError("\(option) is \(value), but must be \(bounds)") }
        }
        try require((1...1_000_000).contains(settings.epochs), "epochs", settings.epochs, "between 1 and 1,000,000")
        try require((1...65_536).contains(settings.batch), "batch", settings.batch, "between 1 and 65,536")
        if let threads { try require((1...1024).contains(threads), "threads", threads, "between 1 and 1,024") }
        try require(
            ParameterType.Bounds.notNegative.contains(settings.noise), "noise", settings.noise,
            "at least 0 and at most 3.4e38")
        for choice in settings.choices { try choice.checkValues() }
        _ = (try settings.data.reader(), try settings.optimizer.formula())
        for objective in settings.objectives { try check(objective) }
    }

    private func check(_ objective: OutputTraining) throws {
        _ = try objective.loss.formula()
        guard objective.weight > 0, objective.weight.isFinite else {
            throw RuntimeError(
                "the weight of the output '\(objective.name ?? "")' is \(objective.weight), but must be above 0")
        }
        guard objective.target == .input else { return }
        let loss = objective.loss.definition
        if loss.compares == .classes {
            throw RuntimeError(
                "\(loss.syntax.title) compares classes, but the target is the input, which has none")
        }
        if loss.compares == .shares, settings.data.definition.samples == .rows {
            throw RuntimeError(
                "\(loss.syntax.title) compares numbers from 0 to 1, but a table's are standardized",
                advice: "Train with `loss: \(LossDefinition.meanSquaredError.syntax.key)`.")
        }
    }
}
