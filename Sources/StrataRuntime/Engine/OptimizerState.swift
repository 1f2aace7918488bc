/// What an optimizer remembers between steps, for resuming a run.
public struct OptimizerState: Hashable, Sendable {
    /// How many updates were made.
    public var updates: Int
    /// How many forward passes were made; dropout's masks follow from it.
    public var steps: Int
    /// By parameter and state tensor of the optimizer: `conv1.weight.momentum`, or `conv1.weight.firstMoment` and
    /// `conv1.weight.secondMoment`.
    public var tensors: [String: Tensor]

    /// The state after so many updates, of a training that made so many steps.
    public init(updates: Int, steps: Int, tensors: [String: Tensor]) {
        self.updates = updates
        self.steps = steps
        self.tensors = tensors
    }
}
