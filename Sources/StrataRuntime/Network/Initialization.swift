/// How a layer's weights are drawn before training. Under each but ``default`` its biases start at zero.
///
/// The fan-in is the number of values of the input that one of the output is a sum of, the fan-out the number of values of the
/// output that one of the input goes into.
public enum Initialization: String, Hashable, Sendable, CaseIterable {
    /// PyTorch's own: weights and biases uniform up to 1 / √fan-in (a variance of 1 / (3 · fan-in)).
    case `default`
    /// Normal with a variance of 2 / fan-in, which keeps the scale of signals through relu (He and others, Delving deep into
    /// rectifiers, 2015, https://arxiv.org/abs/1502.01852).
    case he
    /// Of the same variance, uniform.
    case heUniform
    /// Normal with a variance of 2 / (fan-in + fan-out), for tanh and sigmoid (Glorot and Bengio, Understanding the difficulty of
    /// training deep feedforward neural networks, 2010).
    case xavier
    /// Of the same variance, uniform.
    case xavierUniform
    /// Normal with a variance of 1 / fan-in (LeCun and others, Efficient BackProp, 1998).
    case lecun
    /// Of the same variance, uniform.
    case lecunUniform
}

extension Initialization {
    /// A layer's weights, and its bias if it has one.
    ///
    /// - Parameters:
    ///   - shape: of the weights.
    ///   - units: how many numbers the bias has.
    ///   - bound: that of ``default``, as PyTorch counts it.
    func parameters(
        weights shape: [Int], bias units: Int?, fanIn: Double, fanOut: Double, bound: Float
    ) -> [Parameter] {
        let weights = Parameter("weight", shape, weights(max(1, fanIn), max(1, fanOut), bound))
        guard let units else { return [weights] }
        return [weights, Parameter("bias", [units], self == .default ? .uniform(bound) : .constant(0))]
    }

    private func weights(_ fanIn: Double, _ fanOut: Double, _ bound: Float) -> Parameter.Start {
        func normal(_ variance: Double) -> Parameter.Start { .normal(Float(variance.squareRoot())) }
        // A variable that is uniform between -b and b has a variance of b^2 / 3.
        func uniform(_ variance: Double) -> Parameter.Start { .uniform(Float((3 * variance).squareRoot())) }
        return switch self {
        case .default: .uniform(bound)
        case .he: normal(2 / fanIn)
        case .heUniform: uniform(2 / fanIn)
        case .xavier: normal(2 / (fanIn + fanOut))
        case .xavierUniform: uniform(2 / (fanIn + fanOut))
        case .lecun: normal(1 / fanIn)
        case .lecunUniform: uniform(1 / fanIn)
        }
    }
}
