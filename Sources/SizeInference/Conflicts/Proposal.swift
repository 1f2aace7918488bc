import SpecText

/// A small change after which conflicting sizes would fit.
struct Proposal {
    /// How likely an expert would make it: the lower, the likelier.
    enum Sense: Int, Comparable {
        /// The size of the data, or the order of its axes.
        case data
        /// The usual choice: padding that keeps the size, output padding that restores it, the one name that fits.
        case usual
        /// A common choice that keeps the number of layers and values.
        case common
        /// A count, or a size that follows from the other side.
        case count
        /// Another size of the input.
        case input
        /// It fits, but is unusual.
        case unusual
        /// It fits, but is rarely meant.
        case rare

        static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    var sense: Sense
    /// How far the changed line is from the conflict.
    var distance: Int
    /// The ways to write it, of which the first that can be read is used.
    var ways: [Diagnostic.Fix]

    init(_ sense: Sense, distance: Int = 0, _ ways: [Diagnostic.Fix]) {
        (self.sense, self.distance, self.ways) = (sense, distance, ways)
    }

    init(_ sense: Sense, distance: Int = 0, _ changes: [LayerChange]) {
        self.init(sense, distance: distance, changes.fixes)
    }
}

extension [Proposal] {
    /// The proposals with the most sensible first, each once.
    var inOrder: [Proposal] {
        var titles: Set<String> = []
        let isRareOnly = allSatisfy { $0.sense == .rare }
        return enumerated()
            .filter { !$0.element.ways.isEmpty && (isRareOnly || $0.element.sense != .rare) }
            .sorted {
                ($0.element.sense, $0.element.distance, $0.offset) < ($1.element.sense, $1.element.distance, $1.offset)
            }
            .map(\.element).filter { titles.insert($0.ways[0].title).inserted }
    }
}

/// Limits the work on proposals for all conflicts of a spec together, counted in nodes whose sizes are computed.
final class ProposalBudget {
    private var left = 4_000_000

    /// Returns whether so much more work is allowed, and counts it.
    func take(_ work: Int) -> Bool {
        guard left >= work else { return false }
        left -= work
        return true
    }
}
