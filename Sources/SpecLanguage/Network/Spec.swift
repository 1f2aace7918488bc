import Basics
import NetworkTerms
import SpecText

/// A spec as read, with the place of every part. Uses of blocks are filled in, names are assigned, and shorthands are
/// expanded; sizes aren't known yet.
public struct Spec: Sendable {
    public var model: Located<String>?
    public var input: Located<[Dimension]>?
    public var definitions: [BlockDefinition] = []
    public var body: [Item]
    /// The heads that compute the network's outputs, at least one. Auxiliary heads are separate.
    public var outputs = [OutputHead()]
    public var auxiliaryHeads: [AuxiliaryHead] = []
    public var training: TrainingSection?
    public var budget: Budget?
    /// False if a syntax error cut the file short.
    public var isComplete: Bool
    /// The place for an `input`, if none is written.
    public var missingInput: Span?

    /// The model's name, or a placeholder if none is written.
    public var name: String { model?.value ?? "Network" }

    /// The number of spatial axes of maps in the language: those of images.
    public static let spatialAxes = TensorShape.imageAxes

    /// A spec without layers.
    init(isComplete: Bool) {
        body = []
        self.isComplete = isComplete
    }

    /// The layers of the only head, or of the first.
    public var head: [Item] {
        get { outputs[0].items }
        set { outputs[0].items = newValue }
    }

    /// Whether the network has several outputs, each with a name.
    public var hasSeveralOutputs: Bool { outputs.count > 1 }

    /// The body and the heads of all outputs, in the order of computation.
    public var items: [Item] { body + outputs.flatMap(\.items) }

    /// Every list of layers: the body's, and that of each head.
    var lists: [[Item]] {
        get { [body] + outputs.map(\.items) + auxiliaryHeads.map(\.items) }
        set {
            body = newValue[0]
            for index in outputs.indices { outputs[index].items = newValue[1 + index] }
            let first = 1 + outputs.count
            for index in auxiliaryHeads.indices { auxiliaryHeads[index].items = newValue[first + index] }
        }
    }

    /// The number of layers in the body and the heads of all outputs, counting repeats; nil if it overflows.
    public var layerCount: Int? { ItemCount(of: items).layers }

    /// What the body and all heads contain.
    var itemCount: ItemCount {
        lists.reduce(into: ItemCount(of: [])) { $0.add(ItemCount(of: $1)) }
    }
}

/// A block of `define`: layers with a name and parameters.
public struct BlockDefinition: Sendable {
    public var name: Located<String>
    /// The syntax of its uses.
    public var syntax: Syntax
}

/// A head that computes an output of the network.
public struct OutputHead: Sendable {
    /// Nil if the spec has a single `head`.
    public var name: Located<String>?
    /// The layer whose output is its input; nil if it is the body's output.
    public var from: Located<String>?
    /// What the output learns, for a network with several; what isn't written is as in `train`.
    public var target: Located<OutputTarget>?
    public var loss: Chosen<Loss>?
    /// False if the target or the loss couldn't be read completely.
    public var isCertain = true
    /// The weight of its loss in the total loss.
    public var weight: Double?
    public var items: [Item] = []
}

/// A head that exists in training only and feeds the gradient into the middle of a deep network (Szegedy and others,
/// *Going deeper with convolutions*, 2015).
public struct AuxiliaryHead: Sendable {
    public var name: Located<String>
    /// The layer whose output is its input.
    public var from: Located<String>
    /// The weight of its loss in the total loss.
    public var weight: Double
    /// The default weight.
    static let usualWeight = 0.3
    public var items: [Item]
    public var span: Span
}

/// The training of the network.
///
/// It is a class because it is large and passed around a lot.
public final class TrainingSection: Sendable {
    public let span: Span
    public let data: Chosen<DataSource>?
    public let target: Located<TrainingTarget>?
    public let noise: Located<Double>?
    public let loss: Chosen<Loss>?
    /// False if the data, the target, or the loss couldn't be read completely, so that nothing about them is certain.
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

    /// The data set, if its sizes are known.
    public var knownData: Located<DataSetDefinition>? {
        data.flatMap { data in data.definition.dataSet.map { Located($0, at: data.span) } }
    }

    /// The number of classes of the data, if it is known.
    public var classes: Int? { data?.choice.classes }
}
