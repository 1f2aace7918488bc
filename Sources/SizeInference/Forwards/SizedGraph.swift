import Basics
import NetworkTerms
import SpecLanguage

/// A graph with the sizes of its tensors, as far as they are known, and the cost of each layer.
public final class SizedGraph: Sendable {
    public let graph: SpecGraph
    /// The size of each node's output; nil if nothing is certain.
    let sizes: [PartialSize?]
    let costs: [LayerDefinition.Cost]
    /// The nodes that compute and whose sizes are known, in order. A contract doesn't compute anything, nor does a
    /// projection between equal sizes.
    let computing: [Int]
    /// The number of them that belong to the body and head. Auxiliary heads follow.
    let answering: Int
    /// Whether all sizes are known and correct.
    let isWhole: Bool
    /// The cost of the body and head.
    let total: LayerDefinition.Cost

    init(
        _ graph: SpecGraph, sizes: [PartialSize?], costs: [LayerDefinition.Cost], computing: [Int], isWhole: Bool,
        total: LayerDefinition.Cost
    ) {
        (self.graph, self.sizes, self.costs, self.computing) = (graph, sizes, costs, computing)
        (self.isWhole, self.total) = (isWhole, total)
        answering = computing.partitioningIndex { $0 >= graph.auxiliaryStart }
    }

    /// Returns the size of a node's output, if all of it is known.
    public func size(of node: Int) -> TensorShape? { sizes[node]?.known }

    /// The steps with known sizes that compute the output, in order. Auxiliary heads are excluded.
    public var steps: SizedSteps { SizedSteps(self, computing[..<answering]) }

    /// Returns the steps in a range of nodes.
    func steps(in nodes: Range<Int>) -> SizedSteps {
        let first = computing.partitioningIndex { $0 >= nodes.lowerBound }
        let end = computing.partitioningIndex { $0 >= nodes.upperBound }
        return SizedSteps(self, computing[first..<end])
    }

    /// The layers of the body and head whose sizes are known, in order.
    public var layers: [SizedLayer] { steps.compactMap(\.layer) }

    /// Whether a node computes, and its sizes are known.
    func computes(_ node: Int) -> Bool {
        let place = computing.partitioningIndex { $0 >= node }
        return place < computing.count && computing[place] == node
    }

    /// The sizes of the network's input and outputs, if they are certain. They can be certain despite a mistake between
    /// them, such as one before an `fc`.
    var ends: NetworkEnds? {
        NetworkEnds(
            input: size(of: 0), outputs: graph.outputs.map { $0.start == nil ? nil : size(of: $0.end) },
            auxiliary: graph.auxiliaryHeads.map { head in head.start == nil ? nil : size(of: head.end) })
    }
}

extension SizedGraph {
    /// A layer or a join of the body or the head, with what is known of it.
    public struct Row: Sendable {
        public let name: String
        /// Nil for a join or a projection.
        public let layer: Layer?
        /// What it is: `max pool`, `concat`.
        public let words: String
        /// The size of its output; nil if nothing is certain.
        public let size: PartialSize?
        /// Nil if its sizes aren't known.
        public let cost: LayerDefinition.Cost?
    }

    /// Every layer and join of the body and the head, in order, whatever is known of it.
    public var rows: [Row] {
        (0..<graph.auxiliaryStart).compactMap { node in
            let (layer, words): (Layer?, String)
            switch graph.nodes[node].operation {
            case .layer(let found): (layer, words) = (found, found.words)
            case .join(let kind, _): (layer, words) = (nil, kind.rawValue)
            case .unknown: (layer, words) = (nil, "?")
            case .input, .expectation, .projection, .openRepeat: return nil
            }
            return Row(
                name: graph.name(of: node), layer: layer, words: words, size: sizes[node],
                cost: computes(node) ? costs[node] : nil)
        }
    }
}
