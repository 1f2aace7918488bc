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
    /// The structure of the body.
    public var body: [TreeNode] { graph.body }

    /// The steps that compute the outputs, in order. Auxiliary heads are excluded.
    public var steps: SizedSteps { sized.steps }

    /// The layers among the steps.
    public var layers: [SizedLayer] { sized.layers }

    /// The size of the output, or of the first of several.
    public var output: TensorShape { size(of: graph.end) }

    /// Every output, with the layers of its head.
    public var outputs: [SizedOutput] { graph.outputs.map { SizedOutput(network: self, part: $0) } }

    /// The size of the output, or the name and size of each: `species 3, mass 1`.
    public var outputText: String {
        hasSeveralOutputs ? outputs.map { "\($0.name) \($0.shape)" }.joined(separator: ", ") : "\(output)"
    }

    /// Whether the network has several outputs, each with a name.
    public var hasSeveralOutputs: Bool { spec.hasSeveralOutputs }

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

/// An output of a network with its size.
public struct SizedOutput: Sendable {
    let network: SizedNetwork
    let part: SpecGraph.Output

    public var head: OutputHead { part.head }
    /// Its name; empty for the only output of a network.
    public var name: String { network.hasSeveralOutputs ? part.head.name?.value ?? "" : "" }
    /// The layers of its head.
    public var items: [TreeNode] { part.items }
    /// The node whose tensor it is.
    public var end: Int { part.end }
    public var input: TensorShape { part.start.map(network.size) ?? network.input }
    public var shape: TensorShape { network.size(of: part.end) }
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
