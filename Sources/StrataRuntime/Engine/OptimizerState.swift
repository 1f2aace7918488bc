/// The state that an optimizer keeps between steps, for resuming a run.
public struct OptimizerState: Hashable, Sendable {
    /// The number of updates made.
    public var updates: Int
    /// The number of forward passes made, on which dropout's masks depend.
    public var steps: Int
    /// The optimizer's tensors, by parameter and kind: `conv1.weight.momentum`, or `conv1.weight.firstMoment` and
    /// `conv1.weight.secondMoment`.
    public var tensors: [String: Tensor]

    /// Creates a state after a number of updates and forward passes.
    public init(updates: Int, steps: Int, tensors: [String: Tensor]) {
        self.updates = updates
        self.steps = steps
        self.tensors = tensors
    }
}
