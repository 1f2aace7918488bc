/// A network whose input and output types have fixed sizes. The networks that Strata generates conform to it.
public protocol TypedNetwork: Network {
    /// One input sample.
    associatedtype Input: SampleTensor
    /// What the network computes for one sample: a `SampleTensor`, or several by their names.
    associatedtype Output: NetworkOutput

    /// Creates the network. It needs no arguments, because all sizes are part of the type.
    init()
}

extension TypedNetwork {
    /// The size of `Input`.
    public var input: TensorShape { Input.shape }
}

/// A network that predicts classes and knows their names.
public protocol Classifier: TypedNetwork where Output: UnitVector {
    /// The classes. The raw value of each is the index of its score in the output.
    associatedtype Class: RawRepresentable<Int>, CaseIterable, Hashable, Sendable
}
