import Basics
import NetworkTerms
import SpecText

/// What a spec says, with the place of every part. Blocks are filled in where they are used, names are given and shorthand
/// is expanded; sizes are not yet known.
public struct Spec: Sendable {
    public var model: Located<String>?
    public var input: Located<[Dimension]>?
    public var definitions: [BlockDefinition] = []
    public var body: [Item]
    /// The head that answers. Auxiliary heads are apart.
    public var head: [Item]
    public var auxiliaryHeads: [AuxiliaryHead] = []
    public var training: TrainingSection?
    public var budget: Budget?
    /// False where a syntax error cut the file short.
    public var isComplete: Bool
    /// Where an `input` belongs, if none is written.
    public var missingInput: Span?

    /// The model's name, or a stand-in where none is written.
    public var name: String { model?.value ?? "Network" }

    /// How many spatial axes the maps have that the language writes: those of images.
    public static let spatialAxes = TensorShape.imageAxes

    /// Body and head, in the order of computation.
    public var items: [Item] { body + head }

    /// The layers of body and head, repeats counted; nil where the number overflows.
    public var layerCount: Int? { body.layerCount.flatMap { layers in head.layerCount.flatMap { sum(layers, $0) } } }
}

/// A block of `define`: layers under a name, with parameters.
public struct BlockDefinition: Sendable {
    public var name: Located<String>
    /// How a use of it is written.
    public var syntax: Syntax
}

/// A head that exists in training only, and leads the gradient into the middle of a deep network (Szegedy and others,
/// *Going deeper with convolutions*, 2015).
public struct AuxiliaryHead: Sendable {
    public var name: Located<String>
    /// The layer whose output it takes.
    public var from: Located<String>
    /// The share of its loss in the whole.
    public var weight: Double
    /// The weight where none is written.
    static let usualWeight = 0.3
    public var items: [Item]
    public var span: Span
}

/// How the network is to be trained.
///
/// It is a class because much hands it on, and it holds much.
public final class TrainingSection: Sendable {
    public let span: Span
    public let data: Chosen<DataSource>?
    public let target: Located<TrainingTarget>?
    public let noise: Located<Double>?
    public let loss: Chosen<Loss>?
    /// False where something of what is compared with what could not be read: the rest says nothing certain then.
    public let isCertain: Bool
    public let epochs: Located<Int>?
    public let batch: Located<Int>?
    public let seed: Located<Int>?
    public let optimizer: Chosen<Optimizer>?
    public let schedule: Chosen<Schedule>?

    init(
        span: Span, data: Chosen<DataSource>?, target: Located<TrainingTarget>?, noise: Located<Double>?,
        loss: Chosen<Loss>?, isCertain: Bool, epochs: Located<Int>?, batch: Located<Int>?, seed: Located<Int>?,
        optimizer: Chosen<Optimizer>?, schedule: Chosen<Schedule>?
    ) {
        (self.span, self.data, self.target, self.noise, self.loss) = (span, data, target, noise, loss)
        (self.isCertain, self.epochs, self.batch, self.seed) = (isCertain, epochs, batch, seed)
        (self.optimizer, self.schedule) = (optimizer, schedule)
    }

    /// The data set, if it is one whose facts are known.
    public var knownData: Located<DataSetDefinition>? {
        data.flatMap { data in data.definition.dataSet.map { Located($0, at: data.span) } }
    }

    /// How many classes the data has, where that is known.
    public var classes: Int? { data?.choice.classes }
}
