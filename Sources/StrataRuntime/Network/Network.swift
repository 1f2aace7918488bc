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
    var name: String { get }
    var input: TensorShape { get }
    func layers(_ net: inout NetworkBuilder)

    /// Adds heads that exist in training only, behind `layers`; by default none.
    func auxiliaryHeads(_ net: inout NetworkBuilder)
}

extension Network {
    public func auxiliaryHeads(_ net: inout NetworkBuilder) {}
}
