/// How a network is trained: a spec's `train` section, with the defaults filled in.
///
/// The same type is used everywhere: the compiler creates it from a spec, generated source contains it, and the runtime
/// trains with it.
public struct TrainingSettings: Hashable, Sendable {
    /// The source of the samples.
    public var data: DataSource
    /// The values that the network learns to output.
    public var target: TrainingTarget
    /// The standard deviation of the normal noise that is added to the input, in the units of the network's input, for
    /// autoencoders that learn to remove it (Vincent and others 2008, https://doi.org/10.1145/1390156.1390294). It
    /// depends on the seed, the epoch, and the sample; in evaluation, on the seed and the sample.
    public var noise: Double
    /// The function that compares the output with its target.
    public var loss: Loss
    /// The number of times that training uses every sample.
    public var epochs: Int
    /// The number of samples per step.
    public var batch: Int
    /// The seed for the initial weights, the order of the samples, and dropout. The same seed and number of threads
    /// produce the same weights, bit for bit.
    public var seed: UInt64
    /// The optimizer, with its learning rate.
    public var optimizer: Optimizer
    /// How the learning rate changes during training.
    public var schedule: Schedule
    /// What each of several outputs learns, in the order of the network's outputs; empty if there is only one, which
    /// learns `target` with `loss`.
    public var outputs: [OutputTraining]

    /// What each output learns, also if there is only one.
    public var objectives: [OutputTraining] {
        outputs.isEmpty ? [OutputTraining(target: target, loss: loss)] : outputs
    }

    /// Creates settings in which each nil value gets its default. The defaults are defined here.
    ///
    /// With several `outputs`, `target` and `loss` are those of the first, which auxiliary heads learn too.
    public init(
        data: DataSource? = nil, target: TrainingTarget? = nil, noise: Double? = nil, loss: Loss? = nil,
        epochs: Int? = nil, batch: Int? = nil, seed: UInt64? = nil, optimizer: Optimizer? = nil,
        schedule: Schedule? = nil, outputs: [OutputTraining] = []
    ) {
        self.data = data ?? .fashionMNIST
        self.target = outputs.first?.target.kind ?? target ?? .label
        self.noise = noise ?? 0
        self.loss = outputs.first?.loss ?? loss ?? .usual(for: self.target)
        self.epochs = epochs ?? 10
        self.batch = batch ?? 64
        self.seed = seed ?? 1
        self.optimizer = optimizer ?? .adamW
        self.schedule = schedule ?? .constant
        self.outputs = outputs
    }

    /// The choices from the catalog.
    public var choices: [any TrainingChoice] { [data] + objectives.map(\.loss) + [optimizer, schedule] }
}
