import NetworkTerms
import SpecLanguage
import SpecText

/// Puts into findings of sizes that clash the lines which can't be true together.
enum Conflicts {
    static func explain(_ result: inout SizeInference.Result, of spec: Spec) {
        let clashes = result.diagnostics.indices.compactMap { index in
            result.diagnostics[index].clash.map { (finding: index, item: $0) }
        }
        guard !clashes.isEmpty, let sizes = GraphSizes(spec, doubting: result.doubted) else { return }
        var open = clashes
        for (step, node) in sizes.graph.nodes.enumerated() where !open.isEmpty {
            guard let position = open.firstIndex(where: { $0.item == node.span }),
                let chain = ConflictChain(sizes, at: step)
            else { continue }
            let index = open.remove(at: position).finding
            let notes = chain.notes
            guard !notes.isEmpty else { continue }
            result.diagnostics[index].notes = notes + node.uses.reversed().map { sizes.graph.uses[$0] }
            result.diagnostics[index].proposals.insert(
                contentsOf: Proposals(chain, samples: spec.training?.knownData?.value.input).all, at: 0)
        }
    }
}

extension Diagnostic {
    /// Where the item of the network is written at which sizes clash, where it is about that.
    // Not inlined: the optimizer of Swift 6.3.1 fails on the match where the finding is one of an array.
    @inline(never)
    public var clash: Span? { if case .clash(let item) = subject { item } else { nil } }
}
