import NetworkTerms
import SpecLanguage

/// A network whose sizes are all known: a graph and its sizes.
public struct SizedNetwork: Sendable {
    public let sized: SizedGraph
    public let input: TensorShape

    /// Nil if any size is unknown or wrong, or a part of the spec couldn't be read.
    init?(_ sized: SizedGraph) {
        guard sized.isWhole, sized.graph.spec.isComplete, let input = sized.size(of: 0) else { return nil }
        (self.sized, self.input) = (sized, input)
    }

    public var graph: SpecGraph { sized.graph }
    public var spec: Spec { graph.spec }
    /// The structure of the body and of the head.
    public var body: [TreeNode] { graph.body }
    public var head: [TreeNode] { graph.head }

    /// The steps that compute the output, in order. Auxiliary heads are excluded.
    public var steps: SizedSteps { sized.steps }

    /// The layers among the steps.
    public var layers: [SizedLayer] { sized.layers }

    public var output: TensorShape { size(of: graph.end) }

    /// The cost without auxiliary heads.
    public var total: LayerDefinition.Cost { sized.total }

    public var auxiliaryHeads: [SizedAuxiliaryHead] {
        graph.auxiliaryHeads.map { SizedAuxiliaryHead(sized: sized, part: $0) }
    }

    /// Returns the size of a node's output.
    public func size(of node: Int) -> TensorShape { sized.size(of: node) ?? input }

    /// Returns the step of a node that computes.
    public func step(_ node: Int) -> SizedStep { SizedStep(sized: sized, node: node) }

    /// Returns the layer of a node.
    public func layer(_ node: Int) -> SizedLayer? { step(node).layer }

    /// Whether a node computes. A contract doesn't, nor does a projection between equal sizes.
    public func computes(_ node: Int) -> Bool { sized.computes(node) }
}

/// An auxiliary head with its sizes.
public struct SizedAuxiliaryHead: Sendable {
    let sized: SizedGraph
    let part: SpecGraph.Head

    public var head: AuxiliaryHead { part.head }
    public var items: [TreeNode] { part.items }
    public var steps: SizedSteps { sized.steps(in: part.nodes) }
    public var input: TensorShape { part.start.flatMap { sized.size(of: $0) } ?? TensorShape(units: 0) }
    public var output: TensorShape { steps.last?.output ?? input }

    public var cost: LayerDefinition.Cost {
        // Each sum was checked when the sizes were inferred.
        steps.reduce(.none) { total, step in total.adding(step.cost) ?? total }
    }
}
