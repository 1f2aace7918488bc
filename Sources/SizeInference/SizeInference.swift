import Basics
import NetworkTerms
import SpecLanguage
import SpecText

/// Infers the size of every tensor and finds conflicts: forward from the input (`ForwardInference`), and in any
/// direction if a spec leaves numbers open (`SizeSolver`).
public enum SizeInference {
    /// The most values of a tensor for one sample: 2^40, which is 4 TiB of float32.
    public static let largestTensor = 1 << 40

    public struct Result: Sendable {
        /// The network as a graph, with its sizes as far as they are known.
        public var sized: SizedGraph
        public var diagnostics: [Diagnostic]
        /// The solutions for the numbers that the spec leaves open; nil if there are no open numbers.
        public var solution: SizeSolution?

        /// The network, if all sizes are known.
        public var network: SizedNetwork? { SizedNetwork(sized) }

        /// Nil if they aren't certain. They can be certain despite a mistake between them, such as one before an `fc`.
        public var ends: NetworkEnds? { sized.ends }
    }

    /// Infers the sizes of a spec.
    ///
    /// - Parameter explaining: whether findings about conflicting sizes list the lines that conflict and possible
    ///   fixes. If
    ///   there are such findings, this is most of the work.
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
