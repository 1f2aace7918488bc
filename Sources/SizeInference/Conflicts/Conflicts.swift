import SpecLanguage
import SpecText

/// Puts into findings of sizes that clash the lines which can't be true together.
enum Conflicts {
    private static let rules: Set<String> = [
        "kernel-too-large", "nothing-left", "expect-contradicted", "join-sizes", "reshape-size",
    ]

    static func explain(_ findings: [Diagnostic], of spec: Spec) -> [Diagnostic] {
        guard findings.contains(where: { rules.contains($0.rule) }), let sizes = GraphSizes(spec) else {
            return findings
        }
        var findings = findings
        var open = findings.indices.filter { rules.contains(findings[$0].rule) }
        for (step, node) in sizes.graph.nodes.enumerated() where !open.isEmpty {
            guard let position = open.firstIndex(where: { node.span.contains(findings[$0].span) }),
                let chain = ConflictChain(sizes, at: step)
            else { continue }
            let index = open.remove(at: position)
            let notes = chain.notes
            guard !notes.isEmpty else { continue }
            findings[index].notes = notes + node.uses.reversed().map { sizes.graph.uses[$0] }
            findings[index].proposals = Proposals(chain, samples: spec.training?.knownData?.value.input).all
        }
        return findings
    }
}
