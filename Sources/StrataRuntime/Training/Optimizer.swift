/// How a parameter moves, given its gradient. The formulas are PyTorch's `torch.optim.SGD` and `torch.optim.AdamW`.
///
/// `rate` is the peak learning rate; a `Schedule` scales it step by step.
public enum Optimizer: Hashable, Sendable {
    /// Stochastic gradient descent:
    ///
    ///     g ← g + decay · w
    ///     v ← momentum · v + g            (v starts as the first g)
    ///     w ← w − rate · v                (nesterov: w − rate · (g + momentum · v))
    case sgd(rate: Double, momentum: Double = 0, decay: Double = 0, nesterov: Bool = false)

    /// Adam with decoupled weight decay (Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101); at step t, from 1:
    ///
    ///     w ← w − rate · decay · w
    ///     m ← beta1 · m + (1 − beta1) · g
    ///     v ← beta2 · v + (1 − beta2) · g²
    ///     w ← w − rate · (m / (1 − beta1ᵗ)) / (√(v / (1 − beta2ᵗ)) + epsilon)
    case adamW(rate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, decay: Double = 0.01)

    /// The peak learning rate.
    public var rate: Double {
        switch self {
        case .sgd(let rate, _, _, _), .adamW(let rate, _, _, _, _): rate
        }
    }
}
