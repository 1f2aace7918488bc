import NetworkTerms
import SpecLanguage

/// A graph with the sizes of its tensors as far as they are known, and what each of its layers costs.
public final class SizedGraph: Sendable {
    public let graph: SpecGraph
    /// The size of each node's output; nil if nothing is certain.
    let sizes: [PartialSize?]
    let costs: [LayerDefinition.Cost]
    /// The nodes that compute and whose sizes are known, in order: a contract computes nothing, nor does a projection
    /// between equal sizes.
    let computing: [Int]
    /// How many of them belong to body and head. Auxiliary heads follow.
    let answering: Int
    /// Whether all sizes are known, and nothing is wrong with them.
    let isWhole: Bool
    /// The cost of body and head.
    let total: LayerDefinition.Cost

    init(
        _ graph: SpecGraph, sizes: [PartialSize?], costs: [LayerDefinition.Cost], computing: [Int], isWhole: Bool,
        total: LayerDefinition.Cost
    ) {
        (self.graph, self.sizes, self.costs, self.computing) = (graph, sizes, costs, computing)
        (self.isWhole, self.total) = (isWhole, total)
        answering = computing.partitioningIndex { $0 >= graph.auxiliaryStart }
    }

    /// The size of a node's output, where all of it is known.
    public func size(of node: Int) -> TensorShape? { sizes[node]?.known }

    /// What computes the answer and has known sizes, in order. Auxiliary heads are left out.
    public var steps: SizedSteps { SizedSteps(self, computing[..<answering]) }

    /// The steps among some nodes that follow each other.
    func steps(in nodes: Range<Int>) -> SizedSteps {
        let first = computing.partitioningIndex { $0 >= nodes.lowerBound }
        let end = computing.partitioningIndex { $0 >= nodes.upperBound }
        return SizedSteps(self, computing[first..<end])
    }

    /// The layers of body and head whose sizes are known, in order.
    public var layers: [SizedLayer] { steps.compactMap(\.layer) }

    /// Whether a node computes, and its sizes are known.
    func computes(_ node: Int) -> Bool {
        let place = computing.partitioningIndex { $0 >= node }
        return place < computing.count && computing[place] == node
    }

    /// What goes into the network and what comes out of it, where that is certain. It may be in spite of a mistake
    /// between, as after an `fc`.
    var ends: NetworkEnds? {
        NetworkEnds(
            input: size(of: 0), output: size(of: graph.end),
            auxiliary: graph.auxiliaryHeads.map { head in head.start == nil ? nil : size(of: head.end) })
    }
}

extension [Int] {
    /// The first place from which on all numbers satisfy a condition; all that don't stand before.
    fileprivate func partitioningIndex(where isBehind: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
