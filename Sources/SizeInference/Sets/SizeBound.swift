import Basics
import NetworkTerms
import SpecLanguage

/// An error about a calculation with sets of sizes that exceeded a limit. It is reported and never presented as an
/// answer.
public struct SizeBoundReached: Error, Hashable, Sendable {
    /// The quantity that is too large, for a message.
    public var what: String
}

enum SizeBound {
    /// The longest period of a set, in pixels or channels, and the largest rise of a size over one period.
    static let period = 1 << 20
    /// The largest size along one axis, of all tensors together: 2^40.
    static let size = 1 << 40
    /// The most runs in the description of one set or one function.
    static let runs = 1 << 16

    static func period(_ value: Int?) throws(SizeBoundReached) -> Int {
        guard let value, value <= period else {
            throw SizeBoundReached(what: "a combined stride over \(period.grouped)")
        }
        return value
    }

    static func size(_ value: Int) throws(SizeBoundReached) -> Int {
        guard value <= size else { throw SizeBoundReached(what: "a size over 2^40") }
        return value
    }

    static func runs<Runs: Collection>(_ runs: Runs) throws(SizeBoundReached) -> Runs {
        guard runs.count <= SizeBound.runs else {
            throw SizeBoundReached(what: "a set of sizes in over \(SizeBound.runs) pieces")
        }
        return runs
    }
}
