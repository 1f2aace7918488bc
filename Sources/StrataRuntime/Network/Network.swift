/// A network: its name, the size of one input sample, and its layers in order.
///
/// Generated code conforms to it, one line a layer:
///
/// ```swift
/// struct Perceptron: Network {
///     let name = "Perceptron"
///     let input = TensorShape(height: 28, width: 28, channels: 1)
///
///     func layers(_ net: inout NetworkBuilder) {
///         net.dense("fc1", units: 120, activation: .relu)
///         net.dense("fc2", units: 10)
///     }
/// }
/// ```
public protocol Network: Sendable {
    /// What messages and weights' files call the network.
    var name: String { get }
    /// The size of one sample.
    var input: TensorShape { get }
    /// Adds the layers, in the order of computation. What the last one gives is the answer.
    func layers(_ net: inout NetworkBuilder)

    /// Adds heads that exist in training only, behind `layers`; by default none.
    func auxiliaryHeads(_ net: inout NetworkBuilder)
}

extension Network {
    /// Adds none.
    public func auxiliaryHeads(_ net: inout NetworkBuilder) {}
}
