import NetworkTerms
import SpecLanguage
import SpecText

extension ForwardInference {
    struct Result {
        var sized: SizedGraph
        var diagnostics: [Diagnostic]
        /// The contradicted contracts, in order.
        var contradicted: [Span]
        /// Those of them that what comes after does not go by.
        var doubted: Set<Span> = []
    }

    /// The most contradicted contracts that are taken at their word by way of trial.
    private static let mostTrials = 8

    /// Whether the layers or a contract that they contradict are mistaken shows after it: what contradicts less there is
    /// right, and the layers where that is equal. So one mistake is not reported again by every contract after it.
    static func ofBest(_ graph: SpecGraph) -> Result {
        var best = run(graph)
        var trusted: Set<Span> = []
        for index in 0..<mostTrials {
            guard best.contradicted.indices.contains(index), let last = best.diagnostics.last,
                best.contradicted[index] != last.span
            else { break }
            let other = run(graph, trusting: trusted.union([best.contradicted[index]]))
            guard other.diagnostics.count < best.diagnostics.count else { continue }
            trusted.insert(best.contradicted[index])
            best = other
        }
        best.doubted = Set(best.contradicted).subtracting(trusted)
        return best
    }
}
