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

extension Optimizer: CustomStringConvertible {
    /// In a few words, leaving out what is as usual: `AdamW, rate 0.001, decay 0.01`.
    public var description: String {
        var words: [String]
        switch self {
        case .sgd(let rate, let momentum, let decay, let nesterov):
            words = ["SGD", "rate \(rate)"]
            if momentum != 0 { words.append("momentum \(momentum)") }
            if nesterov { words.append("nesterov") }
            if decay != 0 { words.append("decay \(decay)") }
        case .adamW(let rate, let beta1, let beta2, let epsilon, let decay):
            words = ["AdamW", "rate \(rate)"]
            if beta1 != 0.9 || beta2 != 0.999 { words.append("betas \(beta1) and \(beta2)") }
            if epsilon != 1e-8 { words.append("epsilon \(epsilon)") }
            if decay != 0 { words.append("decay \(decay)") }
        }
        return words.joined(separator: ", ")
    }
}
