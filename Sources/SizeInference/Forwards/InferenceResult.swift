import NetworkTerms
import SpecLanguage
import SpecText

extension ForwardInference {
    struct Result {
        var sized: SizedGraph
        var diagnostics: [Diagnostic]
        /// The contradicted contracts, in order.
        var contradicted: [Span]
        /// The contradicted contracts that aren't used for the sizes after them.
        var doubted: Set<Span> = []
    }

    /// The most contradicted contracts that are trusted as an experiment.
    private static let mostTrials = 8

    /// Decides whether the layers or a contradicted contract are wrong: the choice with fewer contradictions after it
    /// is right, and the layers if there are equally many. So a mistake isn't reported again at every later contract.
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
