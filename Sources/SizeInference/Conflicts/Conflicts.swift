import NetworkTerms
import SpecLanguage
import SpecText

/// Adds the conflicting lines to findings about sizes. Of several joins that conflict because of the input's size, such as
/// those of a U-Net on an image of odd size, only the first is a finding.
enum Conflicts {
    /// The most findings whose lines are listed, and the most for which fixes are proposed: each takes time that grows
    /// with the length of the network.
    private static let mostExplained = 64
    private static let mostProposals = 16

    static func explain(_ result: ForwardInference.Result) -> [Diagnostic] {
        var findings = result.diagnostics
        let graph = result.sized.graph
        var open = findings.indices.compactMap { index in findings[index].clash.map { (finding: index, item: $0) } }
        guard !open.isEmpty, let sizes = GraphSizes(graph, doubting: result.doubted) else { return findings }
        open.removeLast(max(0, open.count - mostExplained))
        let budget = ProposalBudget()
        let samples = graph.spec.training?.knownData?.value.input
        /// Whether an input other than the spec's would fit all joins; nil until a join conflicts.
        var isInputsFault: Bool?
        var consequences: Set<Int> = []
        var proposed = 0
        for (step, node) in graph.nodes.enumerated() where !open.isEmpty {
            guard let position = open.firstIndex(where: { $0.item == node.span }),
                let chain = ConflictChain(sizes, at: step)
            else { continue }
            let index = open.remove(at: position).finding
            let notes = chain.notes
            guard !notes.isEmpty else { continue }
            let proposals = Proposals(chain, samples: samples, budget: budget)
            if case .join = node.operation, !chain.axes.contains(.channels) {
                if isInputsFault == true {
                    consequences.insert(index)
                    continue
                }
                isInputsFault = isInputsFault ?? proposals.isInputsFault
            }
            findings[index].notes = notes + graph.uses(around: step)
            guard proposed < mostProposals else { continue }
            let fixes = proposals.all
            findings[index].proposals.insert(contentsOf: fixes, at: 0)
            if !fixes.isEmpty { proposed += 1 }
        }
        return findings.indices.filter { !consequences.contains($0) }.map { findings[$0] }
    }
}

extension Diagnostic {
    /// The place of the item at which sizes conflict, if the finding is about that.
    // Not inlined: the optimizer of Swift 6.3.1 fails on the match if the finding is an element of an array.
    @inline(never)
    public var clash: Span? { if case .clash(let item) = subject { item } else { nil } }
}
