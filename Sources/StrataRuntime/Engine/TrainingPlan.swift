/// What training makes small.
public enum Loss: Hashable, Sendable {
    /// The mean over the batch of the cross-entropy between the label and the softmax of the network's output.
    case crossEntropy
}

/// A network planned for training with one batch size. (API first; the engine behind it is under construction.)
public final class TrainingPlan {
    public let graph: NetworkGraph
    public let batch: Int
    /// The class of each sample of the batch, from 0.
    public let labels: UnsafeMutableBufferPointer<Int32>
    /// How many samples of the last batch had their label as the largest output.
    public private(set) var correctPredictions = 0

    public init(
        _ graph: NetworkGraph, batch: Int, loss: Loss = .crossEntropy, seed: UInt64, threads: Int? = nil,
        inputGradient: Bool = false
    ) throws {
        self.graph = graph
        self.batch = batch
        labels = .allocate(capacity: batch)
        throw RuntimeError("not built yet")
    }

    /// Gives the input buffer to fill: batch x channels x height x width.
    public func withInput<Result>(_ body: (UnsafeMutableBufferPointer<Float>) throws -> Result) rethrows -> Result {
        try body(.init(start: nil, count: 0))
    }

    /// One forward and backward pass over the input and the labels. Gives the mean loss.
    public func forwardBackward() throws -> Float { 0 }

    /// One optimiser step over all parameters, with the gradients of the last `forwardBackward`.
    public func update(_ optimizer: Optimizer, rate: Double) throws {}

    /// The network's output for the last batch, batch x units.
    public func output() throws -> Tensor { Tensor(shape: [], values: []) }
    /// The gradients of the last `forwardBackward`, by parameter.
    public func gradients() throws -> [String: Tensor] { [:] }
    /// The input's gradient; only if the plan was made with `inputGradient: true`.
    public func inputGradient() throws -> Tensor { Tensor(shape: [], values: []) }
    /// All parameters and buffers.
    public func parameters() throws -> [String: Tensor] { [:] }
    /// Replaces all parameters and buffers.
    public func load(_ parameters: [String: Tensor]) throws {}
    public func optimizerState() throws -> OptimizerState { OptimizerState(updates: 0, steps: 0, tensors: [:]) }
    public func loadOptimizerState(_ state: OptimizerState) throws {}
    /// Bytes of the arena, parameters, gradients, optimiser state and buffers.
    public var memoryBytes: Int { 0 }
}
