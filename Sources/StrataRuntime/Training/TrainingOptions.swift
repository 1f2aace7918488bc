/// How a network is trained: what a spec's `train` section says.
public struct TrainingOptions: Hashable, Sendable {
    /// Where the samples come from.
    public var data: DataSource
    /// What the network is to answer.
    public var target: Target
    /// The standard deviation of the normal noise that is added to the input, in the numbers that the network sees, for
    /// autoencoders that learn to take it away (Vincent and others 2008, https://doi.org/10.1145/1390156.1390294). It follows
    /// from the seed, the epoch and the sample; when the network is measured, from the seed and the sample.
    public var noise: Double
    /// How the answer is compared with its target.
    public var loss: Loss
    /// How many times the training sees every sample.
    public var epochs: Int
    /// How many samples make one step.
    public var batch: Int
    /// What the starting weights, the order of the samples and dropout follow from. The same seed and number of threads
    /// give the same weights, bit by bit.
    public var seed: UInt64
    /// How a step follows from the gradient, and its learning rate.
    public var optimizer: Optimizer
    /// How the learning rate changes as the training goes on.
    public var schedule: Schedule
    /// How many threads compute; nil leaves it to the engine.
    public var threads: Int?

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
        data: DataSource, target: Target = .label, noise: Double = 0, loss: Loss? = nil, epochs: Int = 10,
        batch: Int = 64, seed: UInt64 = 1,
        optimizer: Optimizer = .adamW(rate: 1e-3), schedule: Schedule = .constant, threads: Int? = nil
    ) {
        self.data = data
        self.target = target
        self.noise = noise
        self.loss = loss ?? (target == .input ? .meanSquaredError : .crossEntropy)
        self.epochs = epochs
        self.batch = batch
        self.seed = seed
        self.optimizer = optimizer
        self.schedule = schedule
        self.threads = threads
    }

    /// - Throws: `RuntimeError` that names the first option outside what makes sense.
    func check() throws {
        func require(_ condition: Bool, _ option: String, _ value: Any, _ bounds: String) throws {
            guard condition else { throw RuntimeError("\(option) is \(value), and must be \(bounds)") }
        }
        try require((1...1_000_000).contains(epochs), "epochs", epochs, "between 1 and 1,000,000")
        try require((1...65_536).contains(batch), "batch", batch, "between 1 and 65,536")
        if let threads { try require((1...1024).contains(threads), "threads", threads, "between 1 and 1,024") }
        try require(noise >= 0 && noise.isFinite, "noise", noise, "at least 0")
        if case .crossEntropy(let smoothing) = loss {
            try require(smoothing >= 0 && smoothing < 1, "smoothing", smoothing, "at least 0 and below 1")
            guard target == .label else {
                throw RuntimeError("cross entropy compares classes, and the target is the input, which has none")
            }
        }
        if case .csv = data, loss == .binaryCrossEntropy, target == .input {
            throw RuntimeError(
                "binary cross entropy compares numbers from 0 to 1, and a table's are standardised",
                advice: "Train with `loss: mean squared error`.")
        }
        let warmup = schedule.warmupEpochs
        try require(warmup >= 0 && warmup.isFinite, "the schedule's warm-up", warmup, "at least 0 epochs")
        if case .step(let everyEpochs, let factor) = schedule.shape {
            try require(everyEpochs >= 1, "the schedule's step", everyEpochs, "at least 1 epoch")
            try require(factor > 0 && factor.isFinite, "the schedule's factor", factor, "above 0")
        }
        func isShare(_ number: Double) -> Bool { number >= 0 && number < 1 }
        func isSize(_ number: Double) -> Bool { number >= 0 && number.isFinite }
        try require(isSize(optimizer.rate) && optimizer.rate > 0, "the learning rate", optimizer.rate, "above 0")
        switch optimizer {
        case .sgd(_, let momentum, let decay, let nesterov):
            try require(isShare(momentum), "momentum", momentum, "at least 0 and below 1")
            try require(isSize(decay), "decay", decay, "at least 0")
            try require(!nesterov || momentum > 0, "momentum", momentum, "above 0 with nesterov")
        case .adamW(_, let beta1, let beta2, let epsilon, let decay):
            try require(isShare(beta1), "beta1", beta1, "at least 0 and below 1")
            try require(isShare(beta2), "beta2", beta2, "at least 0 and below 1")
            try require(isSize(epsilon) && epsilon > 0, "epsilon", epsilon, "above 0")
            try require(isSize(decay), "decay", decay, "at least 0")
        }
    }
}
