/// A network: its name, the size of one input sample, and its layers in order.
///
/// Generated code conforms to it, with one line per layer:
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
    /// The network's name, used in messages and for weights files.
    var name: String { get }
    /// The size of one sample.
    var input: TensorShape { get }
    /// Adds the layers, in the order of computation. The last one's output is the network's, unless
    /// `NetworkBuilder.output` names several.
    func layers(_ net: inout NetworkBuilder)

    /// Adds heads that exist only in training, after `layers`; by default none.
    func auxiliaryHeads(_ net: inout NetworkBuilder)
}

extension Network {
    /// Adds no auxiliary heads.
    public func auxiliaryHeads(_ net: inout NetworkBuilder) {}
}
