import Basics
import NetworkTerms
import SpecLanguage

/// The numbers that a spec leaves open, and every way to fill them in.
public struct SizeSolution: Sendable {
    /// One way to fill in some of the open numbers.
    public struct Answer: Hashable, Sendable {
        /// The numbers with a single value.
        public var values: [OpenNumber: Int]
        /// The possible values of the other numbers.
        public var sets: [OpenNumber: SizeSet]
        /// Whether it is conventional: odd kernels padded by half, strides of 1 and 2, round counts.
        public var isConventional: Bool
        /// How unusual its windows are: those that skip pixels or aren't square come last.
        var oddity = 0
    }

    /// Numbers that depend only on each other. The answers of different parts can be combined freely.
    public struct Part: Hashable, Sendable {
        public var numbers: [OpenNumber]
        /// The answers, conventional ones first.
        public var answers: [Answer]
    }

    /// The step at which the search failed, if nothing fits.
    struct Failure: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case axis(Int, AxisSearch.DeadEnd)
            case channels
            /// The number of values of a map.
            case values
        }

        var step: Int
        var kind: Kind
    }

    public var parts: [Part]
    /// The bounds that were reached, in words. If there are none, the answers are complete within the bounds.
    public var limits: [String]
    var failure: Failure?

    public var isComplete: Bool { limits.isEmpty }

    /// Whether no choice of the open numbers fits.
    public var isImpossible: Bool { isComplete && parts.contains { $0.answers.isEmpty } }

    /// The number of ways to fill everything in; nil if it is infinite.
    public var count: Int? {
        if parts.isEmpty, !isComplete { return nil }
        var count = 1
        for part in parts {
            guard part.answers.allSatisfy(\.sets.isEmpty), let next = product(count, part.answers.count) else {
                return nil
            }
            count = next
        }
        return count
    }

    /// The only answer, if there is exactly one.
    public var only: [OpenNumber: Int]? {
        guard isComplete, count == 1 else { return nil }
        return parts.reduce(into: [:]) { $0.merge($1.answers[0].values) { $1 } }
    }
}
