import NetworkTerms
import SpecLanguage
import SpecText

/// A node that computes, with its input and output sizes for one sample: a layer, a join, or a projection.
public struct SizedStep: Sendable {
    public let sized: SizedGraph
    /// Its number in the graph.
    public let node: Int

    private var graph: SpecGraph { sized.graph }
    private var operation: SpecGraph.Operation { graph.nodes[node].operation }

    /// The full name: `basic1.conv1`.
    public var name: String { graph.name(of: node) }
    public var span: Span { graph.nodes[node].span }

    /// The input's size; for a join, its first input's.
    public var input: TensorShape {
        graph.nodes[node].inputs.first.flatMap { sized.size(of: $0) } ?? output
    }

    public var output: TensorShape { sized.size(of: node) ?? TensorShape(units: 0) }

    /// The cost. A join has none.
    public var cost: LayerDefinition.Cost { sized.costs[node] }

    /// The layer; nil for a join or a projection.
    public var layer: SizedLayer? {
        if case .layer(let layer) = operation { SizedLayer(self, layer) } else { nil }
    }

    /// How it joins tensors; nil for a layer or a projection.
    public var joining: Joining? { if case .join(let joining, _) = operation { joining } else { nil } }

    /// The 1x1 convolution that turns one size into another; nil for a layer or a join.
    public var projection: ShortcutProjection? {
        if case .projection = operation { ShortcutProjection(from: input, to: output) } else { nil }
    }

    /// Whether both are in the same pass of the same structure, so their names have the same prefix.
    public func isNeighbor(of other: SizedStep) -> Bool { graph.nodes[node].scope == graph.nodes[other.node].scope }

    /// Whether it is in the head or an auxiliary head.
    public var isHead: Bool { node >= graph.headStart }
}

/// A layer with its input and output sizes for one sample.
public struct SizedLayer: Sendable {
    public let step: SizedStep
    /// With numbers in place of arithmetic on the channels of its input.
    public let layer: Layer
    /// How the output's size follows from the input's.
    public let relation: SizeRelation
    public let input: TensorShape
    public let output: TensorShape

    init(_ step: SizedStep, _ layer: Layer) {
        (self.step, relation, input, output) = (step, layer.relation, step.input, step.output)
        // The sizes of its step are known, so this was tried before.
        self.layer = (try? layer.resolved(ofChannels: input.channels)) ?? layer
    }

    /// The full name: `basic1.conv1`.
    public var name: String { step.name }
    public var cost: LayerDefinition.Cost { step.cost }
    public var isHead: Bool { step.isHead }
}

/// Steps in the order of computation.
public struct SizedSteps: RandomAccessCollection, Sendable {
    private let sized: SizedGraph
    private let nodes: ArraySlice<Int>

    init(_ sized: SizedGraph, _ nodes: ArraySlice<Int>) { (self.sized, self.nodes) = (sized, nodes) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { nodes.count }

    public subscript(index: Int) -> SizedStep { SizedStep(sized: sized, node: nodes[nodes.startIndex + index]) }
}
