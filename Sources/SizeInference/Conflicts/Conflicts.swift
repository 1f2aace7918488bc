import SpecLanguage
import SpecText

/// Puts into findings of sizes that clash the lines which can't be true together.
enum Conflicts {
    private static let rules: Set<Rule> = [
        .kernelTooLarge, .nothingLeft, .expectContradicted, .joinSizes, .reshapeSize,
    ]

    static func explain(_ result: SizeInference.Result, of spec: Spec) -> [Diagnostic] {
        var findings = result.diagnostics
        guard findings.contains(where: { rules.contains($0.rule) }),
            let sizes = GraphSizes(spec, doubting: result.doubted)
        else { return findings }
        var open = findings.indices.filter { rules.contains(findings[$0].rule) }
        for (step, node) in sizes.graph.nodes.enumerated() where !open.isEmpty {
            guard let position = open.firstIndex(where: { node.span.contains(findings[$0].span) }),
                let chain = ConflictChain(sizes, at: step)
            else { continue }
            let index = open.remove(at: position)
            let notes = chain.notes
            guard !notes.isEmpty else { continue }
            findings[index].notes = notes + node.uses.reversed().map { sizes.graph.uses[$0] }
            findings[index].proposals.insert(
                contentsOf: Proposals(chain, samples: spec.training?.knownData?.value.input).all, at: 0)
        }
        return findings
    }
}
