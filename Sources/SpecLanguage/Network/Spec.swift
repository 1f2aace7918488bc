import SpecText

/// What a spec says, with the place of every part. Names are given and shorthand is expanded; sizes are not yet known.
public struct Spec: Sendable {
    public var model: Located<String>?
    public var input: Located<[Dimension]>?
    public var body: [Item]
    public var head: [Item]
    public var training: TrainingSection?
    /// False where a syntax error cut the file short.
    public var isComplete: Bool

    /// The model's name, or a stand-in where none is written.
    public var name: String { model?.value ?? "Network" }

    /// Body and head, in the order of computation.
    public var items: [Item] { body + head }
}

/// One line of a body or a head.
public enum Item: Sendable {
    case layer(Layer)
    case expectation(Expectation)
    /// A line that could not be read, which has been reported: nothing is certain behind it.
    case unknown(Span)
}

public struct Layer: Sendable {
    public var definition: LayerDefinition
    public var arguments: Arguments
    /// Unique in the network.
    public var name: String
    /// Whether a person chose the name.
    public var isNamed: Bool
    /// Where the name is written.
    public var nameSpan: Span?
    /// Whether it is one of several that a shorthand such as `mlp` stands for.
    public var isPart = false
    /// Parameters that were missing or could not be read: what follows from them is not known.
    public var unread: Set<String> = []
    public var span: Span

    public var kind: String { definition.syntax.key }
}

/// A contract: the size of the tensor here. An axis that is unknown is not held to anything.
public struct Expectation: Sendable {
    public var dimensions: [Dimension]
    public var span: Span
}

/// How the network is to be trained.
public struct TrainingSection: Sendable {
    public var span: Span
    public var data: Located<DataSetDefinition>?
    public var epochs: Located<Int>?
    public var batch: Located<Int>?
    public var seed: Located<Int>?
    public var optimizer: Located<Arguments>?
    public var schedule: Located<Arguments>?
}
