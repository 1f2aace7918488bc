/// How a network is trained: what a spec's `train` section says, with its defaults filled in.
///
/// It is one form from the catalog to the trainer: the compiler makes it of a spec, generated source writes it down, and the
/// runtime trains by it.
public struct TrainingSettings: Hashable, Sendable {
    /// Where the samples come from.
    public var data: DataSource
    /// What the network is to answer.
    public var target: TrainingTarget
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

    /// What is nil has its default, which is stated here.
    public init(
        data: DataSource? = nil, target: TrainingTarget? = nil, noise: Double? = nil, loss: Loss? = nil,
        epochs: Int? = nil, batch: Int? = nil, seed: UInt64? = nil, optimizer: Optimizer? = nil,
        schedule: Schedule? = nil
    ) {
        self.data = data ?? .fashionMNIST
        self.target = target ?? .label
        self.noise = noise ?? 0
        self.loss = loss ?? .usual(for: self.target)
        self.epochs = epochs ?? 10
        self.batch = batch ?? 64
        self.seed = seed ?? 1
        self.optimizer = optimizer ?? .adamW
        self.schedule = schedule ?? .constant
    }

    /// What is chosen from the catalog.
    public var choices: [any TrainingChoice] { [data, loss, optimizer, schedule] }
}
