/// How a network is trained: the settings, which a spec's `train` section states, and how many threads compute.
@dynamicMemberLookup
public struct TrainingOptions: Hashable, Sendable {
    /// What the weights follow from, besides the number of threads. Each setting is also a property of the options.
    public var settings: TrainingSettings
    /// How many threads compute; nil leaves it to the engine.
    public var threads: Int?

    /// Training by these settings.
    ///
    /// - Parameters:
    ///   - settings: what the weights follow from.
    ///   - threads: how many compute; nil leaves it to the engine.
    public init(_ settings: TrainingSettings, threads: Int? = nil) {
        (self.settings, self.threads) = (settings, threads)
    }

    /// What is not given is as where a spec says nothing. Whether it makes sense is checked when a training begins.
    ///
    /// - Parameters:
    ///   - data: where the samples come from.
    ///   - target: what the network is to answer.
    ///   - noise: the standard deviation of the noise on the input, in the numbers that the network sees.
    ///   - loss: how the answer is compared with its target; if nil, by cross entropy, or by the mean squared error where the
    ///     target is the input.
    ///   - epochs: how many times the training sees every sample.
    ///   - batch: how many samples make one step.
    ///   - seed: what the starting weights, the order of the samples and dropout follow from.
    ///   - optimizer: how a step follows from the gradient.
    ///   - schedule: how the learning rate changes.
    ///   - threads: how many compute; nil leaves it to the engine.
    public init(
        data: DataSource, target: TrainingTarget? = nil, noise: Double? = nil, loss: Loss? = nil, epochs: Int? = nil,
        batch: Int? = nil, seed: UInt64? = nil, optimizer: Optimizer? = nil, schedule: Schedule? = nil,
        threads: Int? = nil
    ) {
        let settings = TrainingSettings(
            data: data, target: target, noise: noise, loss: loss, epochs: epochs, batch: batch, seed: seed,
            optimizer: optimizer, schedule: schedule)
        self.init(settings, threads: threads)
    }

    /// A setting, as a property of the options.
    public subscript<Setting>(dynamicMember setting: WritableKeyPath<TrainingSettings, Setting>) -> Setting {
        get { settings[keyPath: setting] }
        set { settings[keyPath: setting] = newValue }
    }

    /// - Throws: `RuntimeError` that names the first option outside what makes sense.
    func check() throws {
        func require(_ condition: Bool, _ option: String, _ value: Any, _ bounds: String) throws {
            guard condition else { throw RuntimeError("\(option) is \(value), and must be \(bounds)") }
        }
        try require((1...1_000_000).contains(settings.epochs), "epochs", settings.epochs, "between 1 and 1,000,000")
        try require((1...65_536).contains(settings.batch), "batch", settings.batch, "between 1 and 65,536")
        if let threads { try require((1...1024).contains(threads), "threads", threads, "between 1 and 1,024") }
        try require(settings.noise >= 0 && settings.noise.isFinite, "noise", settings.noise, "at least 0")
        for choice in settings.choices { try choice.checkValues() }
        _ = (try settings.data.reader(), try settings.loss.formula(), try settings.optimizer.formula())
        guard settings.target == .input else { return }
        let loss = settings.loss.definition
        if loss.compares == .classes {
            throw RuntimeError(
                "\(loss.syntax.title) compares classes, and the target is the input, which has none")
        }
        if loss.compares == .shares, settings.data.definition.samples == .rows {
            throw RuntimeError(
                "\(loss.syntax.title) compares numbers from 0 to 1, and a table's are standardised",
                advice: "Train with `loss: \(LossDefinition.meanSquaredError.syntax.key)`.")
        }
    }
}
