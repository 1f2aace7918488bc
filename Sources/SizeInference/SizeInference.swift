import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Works the size of every tensor out, and finds what can't fit: forwards from the input (`ForwardInference`), and in any
/// direction where a spec leaves numbers open (`SizeSolver`).
public enum SizeInference {
    /// The most values a tensor of one sample may have: 2^40, 4 TiB of float32.
    public static let largestTensor = 1 << 40

    public struct Result: Sendable {
        /// The network, laid out flat, with its sizes as far as they are known.
        public var sized: SizedGraph
        public var diagnostics: [Diagnostic]
        /// How the numbers that the spec leaves open can be filled in; nil where it leaves none.
        public var solution: SizeSolution?

        /// The network, where all sizes are known.
        public var network: SizedNetwork? { SizedNetwork(sized) }

        /// Nil where they are not certain. They may be in spite of a mistake between them, as after an `fc`.
        public var ends: NetworkEnds? { sized.ends }
    }

    /// - Parameter explaining: whether findings of sizes that clash say which lines can't be true together, and how that could
    ///   be fixed. It is most of the work where there are such.
    public static func infer(_ spec: Spec, explaining: Bool = true) -> Result {
        let graph = SpecGraph(spec)
        let forwards = ForwardInference.ofBest(graph)
        func result(
            _ forwards: ForwardInference.Result, _ solution: SizeSolution? = nil, _ more: [Diagnostic] = []
        ) -> Result {
            let findings = explaining ? Conflicts.explain(forwards) : forwards.diagnostics
            return Result(sized: forwards.sized, diagnostics: findings + more, solution: solution)
        }
        guard !spec.openNumbers.isEmpty else { return result(forwards) }
        guard spec.isComplete, !forwards.diagnostics.hasErrors, spec.isReadable else {
            return result(forwards, nil, spec.missingInput.map { [OpenFinding.missingInput(at: $0, [])] } ?? [])
        }
        let solution = SizeSolver.solve(graph, bounds: .whileChecking)
        guard let only = solution.only else {
            return result(forwards, solution, OpenFinding.findings(graph, solution))
        }
        return result(ForwardInference.ofBest(SpecGraph(spec.filling(only))), solution)
    }
}
