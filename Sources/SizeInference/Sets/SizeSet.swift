import Basics

/// An exact set of positive integers: the sizes that one axis may have.
///
/// It is a union of stretches, each with a pattern that repeats: `5`, `32 to 63`, `1 or more`, `188, 204, 220, …`.
/// Every set that the relations of layers lead to is of this form, since each of them is a division, a multiplication
/// or a shift: the sets are those of Presburger arithmetic in one variable, which are eventually periodic (Ginsburg and
/// Spanier, *Semigroups, Presburger formulas, and languages*, 1966).
public struct SizeSet: Hashable, Sendable {
    /// The stretches in order, without overlaps, none of them empty.
    private(set) var stretches: [Stretch]

    /// The members of a pattern between two bounds, both of which are members.
    struct Stretch: Hashable, Sendable {
        var lower: Int
        /// Nil if there is no end.
        var upper: Int?
        var pattern: Pattern
    }

    /// The remainders modulo the period that belong to a set.
    struct Pattern: Hashable, Sendable {
        var period: Int
        /// Within `0..<period`, in order, none touching the next.
        var runs: [Range<Int>]

        static let all = Pattern(period: 1, runs: [0..<1])

        func contains(_ number: Int) -> Bool {
            let remainder = modulo(number, period)
            return runs.contains { $0.contains(remainder) }
        }

        /// The runs of several periods.
        func runs(over longer: Int) throws(SizeBoundReached) -> [Range<Int>] {
            let turns = longer / period
            guard runs.count <= SizeBound.runs / turns else {
                throw SizeBoundReached(what: "a set of sizes in over \(SizeBound.runs) pieces")
            }
            return (0..<turns).flatMap { turn in
                runs.map { $0.lowerBound + turn * period..<$0.upperBound + turn * period }
            }
        }
    }

    private init(stretches: [Stretch]) { self.stretches = stretches }

    public static let empty = SizeSet(stretches: [])
    public static let all = SizeSet(1...)

    public init(_ range: ClosedRange<Int>) {
        let lower = Swift.max(1, range.lowerBound)
        stretches =
            range.upperBound < lower ? [] : [Stretch(lower: lower, upper: range.upperBound, pattern: .all)]
    }

    public init(_ range: PartialRangeFrom<Int>) {
        stretches = [Stretch(lower: Swift.max(1, range.lowerBound), upper: nil, pattern: .all)]
    }

    public init(_ number: Int) { self.init(number...number) }

    public init(_ numbers: some Sequence<Int>) {
        var stretches: [Stretch] = []
        for number in Set(numbers).sorted() where number >= 1 {
            if let last = stretches.last, last.upper == number - 1 {
                stretches[stretches.count - 1].upper = number
            } else {
                stretches.append(Stretch(lower: number, upper: number, pattern: .all))
            }
        }
        self.stretches = stretches
    }

    /// All members of ranges, in any order.
    init(ranges: [ClosedRange<Int>]) {
        var stretches: [Stretch] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = stretches.last?.upper, range.lowerBound <= last + 1 {
                stretches[stretches.count - 1].upper = Swift.max(last, range.upperBound)
            } else {
                stretches.append(Stretch(lower: range.lowerBound, upper: range.upperBound, pattern: .all))
            }
        }
        self.stretches = stretches
    }

    /// `first`, `first + step`, and so on, without end or up to `last`.
    public static func progression(from first: Int, step: Int, through last: Int? = nil) -> SizeSet {
        let remainder = modulo(first, step)
        let pattern = Pattern(period: step, runs: [remainder..<remainder + 1])
        return SizeSet(stretches: trimmed(lower: first, upper: last, pattern).map { [$0] } ?? [])
    }

    /// The members of a pattern from `lower` on.
    init(from lower: Int, through upper: Int? = nil, period: Int, runs: [Range<Int>]) {
        let pattern = Self.reduced(Pattern(period: period, runs: runs))
        stretches = Self.trimmed(lower: Swift.max(1, lower), upper: upper, pattern).map { [$0] } ?? []
    }
}

// MARK: Questions

extension SizeSet {
    public var isEmpty: Bool { stretches.isEmpty }
    /// The length of its description.
    var length: Int { stretches.reduce(0) { $0 + $1.pattern.runs.count } }
    public var isFinite: Bool { stretches.allSatisfy { $0.upper != nil } }
    public var min: Int? { stretches.first?.lower }
    /// The largest member; nil for an empty or infinite set.
    public var max: Int? { stretches.last.flatMap(\.upper) }

    /// The only member, if there is exactly one.
    public var only: Int? { min.flatMap { $0 == max ? $0 : nil } }

    public func contains(_ number: Int) -> Bool {
        stretches.contains {
            $0.lower <= number && number <= ($0.upper ?? .max) && $0.pattern.contains(number)
        }
    }

    /// Returns the first members in order.
    public func prefix(_ count: Int) -> [Int] {
        var members: [Int] = []
        for stretch in stretches {
            var base = stretch.lower - modulo(stretch.lower, stretch.pattern.period)
            while members.count < count, base <= (stretch.upper ?? .max) {
                for run in stretch.pattern.runs {
                    for number in run.lowerBound + base..<run.upperBound + base
                    where number >= stretch.lower && number <= (stretch.upper ?? .max) && members.count < count {
                        members.append(number)
                    }
                }
                let (next, overflowed) = base.addingReportingOverflow(stretch.pattern.period)
                if overflowed { break }
                base = next
            }
        }
        return members
    }

    /// Returns the smallest member that is at least the given number.
    public func first(from bound: Int) -> Int? {
        for stretch in stretches where bound <= (stretch.upper ?? .max) {
            if let found = Self.member(of: stretch.pattern, from: Swift.max(bound, stretch.lower)),
                found <= (stretch.upper ?? .max)
            {
                return found
            }
        }
        return nil
    }

    /// Whether both have the same members.
    public func equals(_ other: SizeSet) throws(SizeBoundReached) -> Bool {
        if stretches == other.stretches { return true }
        guard try subtracting(other).isEmpty else { return false }
        return try other.subtracting(self).isEmpty
    }
}

extension SizeSet {
    /// A part of a set: the numbers between two bounds whose remainders modulo the period belong.
    public struct Piece: Hashable, Sendable {
        public var lower: Int
        /// Nil if there is no end.
        public var upper: Int?
        public var period: Int
        /// Half-open, within `0..<period`.
        public var remainders: [Range<Int>]
    }

    /// The parts of the set, in order.
    public var pieces: [Piece] {
        stretches.map {
            Piece(lower: $0.lower, upper: $0.upper, period: $0.pattern.period, remainders: $0.pattern.runs)
        }
    }
}

// MARK: Combining

extension SizeSet {
    public func intersection(_ other: SizeSet) throws(SizeBoundReached) -> SizeSet {
        try combined(with: other) { $0 && $1 }
    }

    public func union(_ other: SizeSet) throws(SizeBoundReached) -> SizeSet {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return try combined(with: other) { $0 || $1 }
    }

    public func subtracting(_ other: SizeSet) throws(SizeBoundReached) -> SizeSet {
        try combined(with: other) { $0 && !$1 }
    }

    /// Returns the members that `keeps` chooses, given whether each is in this set and in the other. Numbers in neither
    /// are never kept.
    private func combined(
        with other: SizeSet, _ keeps: (Bool, Bool) -> Bool
    ) throws(SizeBoundReached) -> SizeSet {
        // Between two neighboring bounds both sets are patterns.
        var bounds: Set<Int> = []
        for stretch in stretches + other.stretches {
            bounds.insert(stretch.lower)
            if let upper = stretch.upper, upper < .max { bounds.insert(upper + 1) }
        }
        let sorted = bounds.sorted()
        var result: [Stretch] = []
        var (mine, theirs) = (0, 0)
        for (index, lower) in sorted.enumerated() {
            let upper = index + 1 < sorted.count ? sorted[index + 1] - 1 : nil
            func pattern(_ stretches: [Stretch], _ position: inout Int) -> Pattern? {
                while position < stretches.count, (stretches[position].upper ?? .max) < lower { position += 1 }
                guard position < stretches.count, stretches[position].lower <= lower else { return nil }
                return stretches[position].pattern
            }
            let (left, right) = (pattern(stretches, &mine), pattern(other.stretches, &theirs))
            let joined = try Self.combine(left, right, keeps)
            if let joined, let stretch = Self.trimmed(lower: lower, upper: upper, joined) {
                Self.append(stretch, to: &result)
            }
        }
        return SizeSet(stretches: try SizeBound.runs(result))
    }

    private static func combine(
        _ left: Pattern?, _ right: Pattern?, _ keeps: (Bool, Bool) -> Bool
    ) throws(SizeBoundReached) -> Pattern? {
        guard let left, let right else {
            if let left { return keeps(true, false) ? left : nil }
            if let right { return keeps(false, true) ? right : nil }
            return nil
        }
        if left == right { return keeps(true, true) ? left : nil }
        let period = try SizeBound.period(lcm(left.period, right.period))
        var edges: Set<Int> = [0, period]
        let spread = [try left.runs(over: period), try right.runs(over: period)]
        for run in spread.joined() { edges.formUnion([run.lowerBound, run.upperBound]) }
        var runs: [Range<Int>] = []
        var positions = [0, 0]
        let sorted = edges.sorted()
        for (lower, upper) in zip(sorted, sorted.dropFirst()) {
            let inside = [0, 1].map { side in
                while positions[side] < spread[side].count, spread[side][positions[side]].upperBound <= lower {
                    positions[side] += 1
                }
                return positions[side] < spread[side].count && spread[side][positions[side]].lowerBound <= lower
            }
            guard inside[0] || inside[1], keeps(inside[0], inside[1]) else { continue }
            if let last = runs.last, last.upperBound == lower {
                runs[runs.count - 1] = last.lowerBound..<upper
            } else {
                runs.append(lower..<upper)
            }
        }
        return runs.isEmpty ? nil : reduced(Pattern(period: period, runs: runs))
    }

    /// Returns the same pattern with its smallest period.
    private static func reduced(_ pattern: Pattern) -> Pattern {
        if pattern.runs == [0..<pattern.period] { return .all }
        var pattern = pattern
        var factor = 2
        var rest = pattern.period
        while factor <= rest {
            guard rest % factor == 0 else {
                // Beyond its root, a number's only divisor is itself.
                factor = factor * factor > rest ? rest : factor + 1
                continue
            }
            rest /= factor
            let period = pattern.period / factor
            if let shorter = folded(pattern, to: period) { pattern = shorter }
        }
        return pattern
    }

    /// Returns the pattern over a divisor of its period, if it already repeats after that.
    private static func folded(_ pattern: Pattern, to period: Int) -> Pattern? {
        // Runs that cross the end of the shorter period are split there, and those that meet across it are merged.
        var runs: [Range<Int>] = []
        for run in pattern.runs where run.lowerBound < period {
            runs.append(run.lowerBound..<Swift.min(run.upperBound, period))
        }
        guard !runs.isEmpty else { return nil }
        var repeated: [Range<Int>] = []
        for turn in 0..<pattern.period / period {
            for run in runs {
                let moved = run.lowerBound + turn * period..<run.upperBound + turn * period
                if let last = repeated.last, last.upperBound == moved.lowerBound {
                    repeated[repeated.count - 1] = last.lowerBound..<moved.upperBound
                } else {
                    repeated.append(moved)
                }
                if repeated.count > pattern.runs.count { return nil }
            }
        }
        return repeated == pattern.runs ? Pattern(period: period, runs: runs) : nil
    }

    /// Returns the stretch with its bounds moved to members, or nil if it has none.
    private static func trimmed(lower: Int, upper: Int?, _ pattern: Pattern) -> Stretch? {
        guard let first = member(of: pattern, from: Swift.max(1, lower)), first <= upper ?? .max else { return nil }
        var last = upper
        if let upper {
            // The last member is the first of the mirrored pattern.
            let remainder = modulo(upper, pattern.period)
            if let run = pattern.runs.last(where: { $0.lowerBound <= remainder }) {
                last = upper - remainder + Swift.min(remainder, run.upperBound - 1)
            } else if let run = pattern.runs.last {
                last = upper - remainder - pattern.period + run.upperBound - 1
            }
        }
        // A single member, or members without gaps, don't need a pattern.
        let isSolid = last.map { $0 == first || isUnbroken(pattern, first, $0) } ?? false
        return Stretch(lower: first, upper: last, pattern: isSolid ? .all : pattern)
    }

    private static func isUnbroken(_ pattern: Pattern, _ first: Int, _ last: Int) -> Bool {
        let remainder = modulo(first, pattern.period)
        return pattern.runs.contains { $0.contains(remainder) && last - first < $0.upperBound - remainder }
    }

    private static func member(of pattern: Pattern, from lower: Int) -> Int? {
        let remainder = modulo(lower, pattern.period)
        if let run = pattern.runs.first(where: { $0.upperBound > remainder }) {
            return lower + Swift.max(0, run.lowerBound - remainder)
        }
        return pattern.runs.first.map { lower - remainder + pattern.period + $0.lowerBound }
    }

    /// Adds a stretch after all others, merged with the last one if they are adjacent.
    private static func append(_ stretch: Stretch, to stretches: inout [Stretch]) {
        guard let last = stretches.last, let end = last.upper, last.pattern == stretch.pattern,
            member(of: last.pattern, from: end + 1) == stretch.lower
        else {
            stretches.append(stretch)
            return
        }
        stretches[stretches.count - 1].upper = stretch.upper
    }
}

// MARK: Words

extension SizeSet {
    /// The set after `is` or `only be`: `7`, `11 or 12`, `1 or more`, `a multiple of 2`.
    var asValue: String {
        let text = description
        if text.hasPrefix("multiples"), stretches.count == 1 { return "a multiple" + text.dropFirst("multiples".count) }
        guard text.contains(", "), !text.contains("…") else { return text }
        return Suggestion.list(text.split(separator: ", ").map(String.init))
    }
}

extension SizeSet: CustomStringConvertible {
    /// `none`, `7`, `32 to 63`, `1 or more`, `multiples of 16 from 32`, `188, 204, 220, …`.
    public var description: String {
        isEmpty ? "none" : stretches.map(Self.words).joined(separator: ", ")
    }

    private static func words(_ stretch: Stretch) -> String {
        guard stretch.pattern != .all else {
            guard let upper = stretch.upper else { return "\(stretch.lower) or more" }
            switch upper - stretch.lower {
            case 0: return "\(upper)"
            case 1: return "\(stretch.lower), \(upper)"
            default: return "\(stretch.lower) to \(upper)"
            }
        }
        let members = SizeSet(stretches: [stretch]).prefix(5)
        if let upper = stretch.upper, members.last == upper { return members.map(String.init).joined(separator: ", ") }
        let end = stretch.upper.map { " to \($0)" } ?? ""
        let period = stretch.pattern.period
        if stretch.pattern.runs == [0..<1] {
            return "multiples of \(period)"
                + (stretch.lower == period && end.isEmpty ? "" : " from \(stretch.lower)\(end)")
        }
        let shown = members.prefix(3).map(String.init).joined(separator: ", ")
        return "\(shown), …" + (stretch.upper.map { ", \($0)" } ?? "")
    }
}
