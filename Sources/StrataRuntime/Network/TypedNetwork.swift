/// A network whose input and output are types with sizes. What Strata generates is one.
public protocol TypedNetwork: Network {
    /// One sample in.
    associatedtype Input: SampleTensor
    /// What the network makes of it.
    associatedtype Output: SampleTensor

    /// The network needs nothing to be told: all its sizes are in its type.
    init()
}

extension TypedNetwork {
    /// The size of `Input`.
    public var input: TensorShape { Input.shape }
}

/// A network that tells classes apart, and knows their names.
public protocol Classifier: TypedNetwork where Output: UnitVector {
    /// The classes; the raw value of each is its place among the output's scores.
    associatedtype Class: RawRepresentable<Int>, CaseIterable, Hashable, Sendable
}
