import NetworkTerms
import SpecLanguage
import SpecText

extension SizeInference {
    /// The layers whose sizes are known, in order; a network only where all of them are.
    public struct Result: Sendable {
        public var layers: [SizedLayer]
        public var network: SizedNetwork?
        /// Nil where they are not certain. They may be in spite of a mistake between them, as behind an `fc`.
        public var ends: NetworkEnds?
        public var diagnostics: [Diagnostic]
        /// How the numbers that the spec leaves open can be filled in; nil where it leaves none.
        public var solution: SizeSolution?
        /// The contradicted contracts, in order.
        var contradicted: [Span] = []
        /// Those of them that what is behind does not go by.
        var doubted: Set<Span> = []
    }
}

extension SizeInference.Result {
    /// The most contradicted contracts that are taken at their word by way of trial.
    private static let mostTrials = 8

    /// Whether the layers or a contract that they contradict are mistaken shows behind it: what contradicts less there is
    /// right, and the layers where that is equal. So one mistake is not told again by every contract behind it.
    ///
    /// - Parameter pass: what is found where these contracts are taken at their word.
    static func ofBest(_ pass: (_ trusted: Set<Span>) -> Self) -> Self {
        var best = pass([])
        var trusted: Set<Span> = []
        for index in 0..<mostTrials {
            guard best.contradicted.indices.contains(index), let last = best.diagnostics.last,
                best.contradicted[index] != last.span
            else { break }
            let other = pass(trusted.union([best.contradicted[index]]))
            guard other.diagnostics.count < best.diagnostics.count else { continue }
            trusted.insert(best.contradicted[index])
            best = other
        }
        best.doubted = Set(best.contradicted).subtracting(trusted)
        return best
    }
}
