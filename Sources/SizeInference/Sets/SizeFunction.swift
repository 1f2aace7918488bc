import Basics
import NetworkTerms
import SpecLanguage

/// A tensor's size along one axis as a function of an open size, such as the input's height.
///
/// Every relation of a layer, strided, padded, dilated, transposed, or scaled, is periodic: if the input grows by the
/// product of the strides, the output grows by a fixed rise. So one period defines the size for every argument from
/// `lower` on: `f(lower + t * period + offset) = value + t * rise`. The function never decreases: a larger image never
/// makes a smaller map.
struct SizeFunction: Hashable, Sendable {
    /// The smallest argument.
    private(set) var lower: Int
    private(set) var period: Int
    private(set) var rise: Int
    /// The values in one period, each from its offset to the next one's. The first offset is 0.
    private(set) var steps: [Step]

    struct Step: Hashable, Sendable {
        var offset: Int
        var value: Int
    }

    /// The open size itself.
    static let identity = SizeFunction(lower: 1, period: 1, rise: 1, steps: [Step(offset: 0, value: 1)])

    /// Creates a constant function.
    static func constant(_ size: Int) -> SizeFunction {
        SizeFunction(lower: 1, period: 1, rise: 0, steps: [Step(offset: 0, value: size)])
    }

    private init(lower: Int, period: Int, rise: Int, steps: [Step]) {
        (self.lower, self.period, self.rise, self.steps) = (lower, period, rise, steps)
    }

    /// The size, if it is the same for all arguments.
    var constant: Int? { rise == 0 && steps.count == 1 ? steps[0].value : nil }

    /// Returns the value for an argument from `lower` on.
    func callAsFunction(_ argument: Int) -> Int {
        let (turns, offset) = (argument - lower).quotientAndRemainder(dividingBy: period)
        return steps[index(of: offset)].value + turns * rise
    }

    /// Returns the step that an offset within the period belongs to.
    private func index(of offset: Int) -> Int {
        var (low, high) = (0, steps.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if steps[middle].offset <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Returns the offset after a step's last.
    private func end(of index: Int) -> Int { index + 1 < steps.count ? steps[index + 1].offset : period }

    /// Returns the smallest argument that reaches a size; nil if none does.
    func firstArgument(reaching size: Int) -> Int? {
        if self(lower) >= size { return lower }
        let top = steps[steps.count - 1].value
        guard top >= size || rise > 0 else { return nil }
        // A whole period before the size is reached at the latest, and from there the first step that does.
        let turns = top >= size ? 0 : (size - top + rise - 1) / rise
        guard let step = steps.first(where: { $0.value + turns * rise >= size }) else { return nil }
        return lower + turns * period + step.offset
    }

    /// Returns the same function from a larger argument on.
    func from(_ argument: Int) -> SizeFunction {
        guard argument > lower else { return self }
        let (turns, shift) = (argument - lower).quotientAndRemainder(dividingBy: period)
        let first = index(of: shift)
        var moved: [Step] = []
        for (position, step) in steps[first...].enumerated() {
            moved.append(Step(offset: position == 0 ? 0 : step.offset - shift, value: step.value + turns * rise))
        }
        for step in steps[...first] where step.offset < shift {
            Self.append(Step(offset: step.offset + period - shift, value: step.value + (turns + 1) * rise), to: &moved)
        }
        return SizeFunction(lower: argument, period: period, rise: rise, steps: moved)
    }

    private static func append(_ step: Step, to steps: inout [Step]) {
        if steps.last?.value != step.value { steps.append(step) }
    }
}

// MARK: Through layers

/// The effect of a layer on a size along one axis: defined from `lower` on, never decreasing, and growing by `rise`
/// whenever the size grows by `period`.
struct SizeMap {
    var lower: Int
    var period: Int
    var rise: Int
    /// Nil if a number overflows.
    var apply: (Int) -> Int?

    func size(of size: Int) throws(SizeBoundReached) -> Int {
        guard let result = apply(size), result <= SizeBound.size else {
            throw SizeBoundReached(what: "a size over 2^40")
        }
        return result
    }
}

extension SizeFunction {
    /// Returns the size after a layer; nil if no argument is large enough for it.
    func then(_ map: SizeMap) throws(SizeBoundReached) -> SizeFunction? {
        if let constant {
            return constant >= map.lower ? .constant(try map.size(of: constant)).from(lower) : nil
        }
        guard let first = firstArgument(reaching: map.lower) else { return nil }
        let start = from(first)
        let turns = map.period / gcd(start.rise, map.period)
        let period = try SizeBound.period(product(start.period, turns))
        let rise = try SizeBound.period(product(start.rise / gcd(start.rise, map.period), map.rise))
        guard start.steps.count <= SizeBound.runs / turns || start.rise == 0 else {
            throw SizeBoundReached(what: "a size in over \(SizeBound.runs) steps")
        }
        var steps: [Step] = []
        for turn in 0..<(start.rise == 0 ? 1 : turns) {
            for step in start.steps {
                Self.append(
                    Step(
                        offset: step.offset + turn * start.period,
                        value: try map.size(of: step.value + turn * start.rise)),
                    to: &steps)
            }
        }
        return SizeFunction(
            lower: first, period: start.rise == 0 ? start.period : period, rise: start.rise == 0 ? 0 : rise,
            steps: steps
        ).reduced
    }

    /// Returns the sum of two sizes, as `concat` adds channels.
    func adding(_ other: SizeFunction) throws(SizeBoundReached) -> SizeFunction {
        let (left, right) = try aligned(self, other)
        var steps: [Step] = []
        for (offset, mine, theirs) in Self.pairs(left, right) {
            Self.append(Step(offset: offset, value: mine + theirs), to: &steps)
        }
        return SizeFunction(lower: left.lower, period: left.period, rise: left.rise + right.rise, steps: steps).reduced
    }

    /// The same function, with the shortest description if it is constant.
    private var reduced: SizeFunction {
        guard rise == 0, steps.count == 1 else { return self }
        return SizeFunction(lower: lower, period: 1, rise: 0, steps: steps)
    }

    /// The length of its description.
    var length: Int { steps.count }

    /// Returns the number of steps that are computed for the size after a layer.
    func length(through map: SizeMap) -> Int {
        rise == 0 ? steps.count : product(map.period / gcd(rise, map.period), steps.count) ?? 0
    }

    /// Returns the number of steps of two functions over their common period, which is the work of comparing them.
    func steps(comparedWith other: SizeFunction) -> Int {
        guard let whole = lcm(period, other.period), whole <= SizeBound.period else { return 0 }
        return whole / period * steps.count + whole / other.period * other.steps.count
    }

    /// Returns both functions from the same argument on, with the same period.
    fileprivate func aligned(
        _ left: SizeFunction, _ right: SizeFunction
    ) throws(SizeBoundReached) -> (SizeFunction, SizeFunction) {
        let period = try SizeBound.period(lcm(left.period, right.period))
        let lower = max(left.lower, right.lower)
        return (try left.from(lower).repeated(over: period), try right.from(lower).repeated(over: period))
    }

    private func repeated(over longer: Int) throws(SizeBoundReached) -> SizeFunction {
        let turns = longer / period
        guard turns > 1 else { return self }
        guard steps.count <= SizeBound.runs / turns else {
            throw SizeBoundReached(what: "a size in over \(SizeBound.runs) steps")
        }
        var result: [Step] = []
        result.reserveCapacity(turns * steps.count)
        for turn in 0..<turns {
            for step in steps {
                Self.append(Step(offset: step.offset + turn * period, value: step.value + turn * rise), to: &result)
            }
        }
        return SizeFunction(
            lower: lower, period: longer, rise: try SizeBound.period(product(rise, turns)), steps: result)
    }

    /// Returns the steps of two aligned functions, split wherever one of them has an edge.
    fileprivate static func pairs(_ left: SizeFunction, _ right: SizeFunction) -> [(offset: Int, left: Int, right: Int)]
    {
        var result: [(offset: Int, left: Int, right: Int)] = []
        result.reserveCapacity(max(left.steps.count, right.steps.count))
        var (i, j) = (0, 0)
        var offset = 0
        while offset < left.period {
            result.append((offset, left.steps[i].value, right.steps[j].value))
            offset = min(left.end(of: i), right.end(of: j))
            if left.end(of: i) == offset { i += 1 }
            if right.end(of: j) == offset { j += 1 }
        }
        return result
    }
}

// MARK: Sets

extension SizeFunction {
    /// The arguments from `lower` on.
    var domain: SizeSet { SizeSet(lower...) }

    /// Returns the arguments for which two sizes are equal.
    func agreement(with other: SizeFunction) throws(SizeBoundReached) -> SizeSet {
        try comparison(with: other, both: ==)
    }

    /// Returns the arguments for which this size is at least the other.
    func dominance(over other: SizeFunction) throws(SizeBoundReached) -> SizeSet {
        try comparison(with: other, both: >=)
    }

    private func comparison(
        with other: SizeFunction, both holds: (Int, Int) -> Bool
    ) throws(SizeBoundReached) -> SizeSet {
        let (left, right) = try aligned(self, other)
        let pairs = Self.pairs(left, right)
        let slope = left.rise - right.rise
        // Along one step, the condition changes at most where the difference crosses zero. Periods near that are
        // checked one by one, those before and after together. Steps of the same periods make one pattern.
        var found: [Turns: [Range<Int>]] = [:]
        for (index, pair) in pairs.enumerated() {
            let offsets = pair.offset..<(index + 1 < pairs.count ? pairs[index + 1].offset : left.period)
            func take(_ turns: Turns) {
                guard turns.first >= 0, turns.last ?? turns.first >= turns.first,
                    holds(pair.left + turns.first * left.rise, pair.right + turns.first * right.rise)
                else { return }
                found[turns, default: []] += Self.runs(offsets, from: left.lower, period: left.period)
            }
            guard slope != 0 else {
                take(Turns(first: 0, last: nil))
                continue
            }
            let crossing = floorDivide(pair.right - pair.left, abs(slope)) * slope.signum()
            take(Turns(first: 0, last: crossing - 2))
            for turn in crossing - 1...crossing + 1 { take(Turns(first: turn, last: turn)) }
            take(Turns(first: max(0, crossing + 2), last: nil))
        }
        var result = SizeSet.empty
        for (turns, runs) in found.sorted(by: { $0.key < $1.key }) {
            result = try result.union(
                SizeSet(
                    from: left.lower + turns.first * left.period,
                    through: turns.last.map { left.lower + ($0 + 1) * left.period - 1 }, period: left.period,
                    runs: Self.merged(runs)))
        }
        return result
    }

    /// Periods that follow each other, counted from a function's first.
    private struct Turns: Hashable, Comparable {
        var first: Int
        /// Nil if there is no end.
        var last: Int?

        static func < (one: Turns, other: Turns) -> Bool {
            (one.first, one.last ?? .max) < (other.first, other.last ?? .max)
        }
    }

    /// Returns the arguments whose size is in a set.
    func preimage(of sizes: SizeSet) throws(SizeBoundReached) -> SizeSet {
        var result = SizeSet.empty
        for stretch in sizes.stretches {
            guard let first = firstArgument(reaching: stretch.lower) else { continue }
            let last = stretch.upper.flatMap { upper in firstArgument(reaching: upper + 1).map { $0 - 1 } }
            if let last, last < first { continue }
            if stretch.pattern == .all {
                result = try result.union(last.map { SizeSet(first...$0) } ?? SizeSet(first...))
                continue
            }
            // The remainders of the sizes repeat after this many periods.
            let turns = rise == 0 ? 1 : stretch.pattern.period / gcd(rise, stretch.pattern.period)
            let whole = try SizeBound.period(product(period, turns))
            var runs: [Range<Int>] = []
            for turn in 0..<turns {
                for (index, step) in steps.enumerated()
                where stretch.pattern.contains(step.value + turn * rise) {
                    runs += Self.runs(
                        step.offset + turn * period..<end(of: index) + turn * period, from: lower, period: whole)
                }
                _ = try SizeBound.runs(runs)
            }
            if runs.isEmpty { continue }
            result = try result.union(SizeSet(from: first, through: last, period: whole, runs: Self.merged(runs)))
        }
        return result
    }

    /// Returns the sizes of the arguments in a set.
    func image(of arguments: SizeSet) throws(SizeBoundReached) -> SizeSet {
        let arguments = try arguments.intersection(domain)
        var result = SizeSet.empty
        for stretch in arguments.stretches {
            if rise == 0, steps.count == 1 { return SizeSet(steps[0].value) }
            let whole = try SizeBound.period(lcm(period, stretch.pattern.period))
            let turns = whole / period
            let climb = rise * turns
            var values: Set<Int> = []
            var progressions: [(first: Int, last: Int?)] = []
            // Each step is one size per period: a progression, from the first period with a member in it.
            for turn in 0..<turns {
                for (index, step) in steps.enumerated() {
                    let start = lower + turn * period + step.offset
                    let length = end(of: index) - step.offset
                    let value = step.value + turn * rise
                    guard
                        let found = Self.turns(of: stretch, within: start, length, every: whole)
                    else { continue }
                    if climb == 0 {
                        values.insert(value)
                    } else {
                        progressions.append((value + found.first * climb, found.last.map { value + $0 * climb }))
                    }
                }
            }
            result = try result.union(SizeSet(values)).union(Self.union(of: progressions, step: climb))
        }
        return result
    }

    /// Returns the members of progressions with the same step that start and end near each other: a pattern where all
    /// of them run, and single numbers before and after it.
    private static func union(of progressions: [(first: Int, last: Int?)], step: Int) throws(SizeBoundReached)
        -> SizeSet
    {
        guard let lower = progressions.map(\.first).max() else { return .empty }
        let upper = progressions.compactMap(\.last).min()
        var single: Set<Int> = []
        for (first, last) in progressions {
            single.formUnion(stride(from: first, to: lower, by: step).prefix { $0 <= last ?? .max })
            guard let upper, let last else { continue }
            single.formUnion(stride(from: last, to: upper, by: -step).prefix { $0 >= first })
        }
        let runs = Set(progressions.map { modulo($0.first, step) }).sorted().map { $0..<$0 + 1 }
        return try SizeSet(from: lower, through: upper, period: step, runs: merged(SizeBound.runs(runs)))
            .union(SizeSet(single))
    }

    /// The first and the last turn `t` in which `start + t * period ..< + length` holds a member of the stretch.
    private static func turns(
        of stretch: SizeSet.Stretch, within start: Int, _ length: Int, every period: Int
    ) -> (first: Int, last: Int?)? {
        // The pattern repeats after the period, so inside the stretch's bounds each turn has a member if one has.
        func holds(_ turn: Int) -> Bool {
            let (low, high) = (start + turn * period, start + turn * period + length - 1)
            let lower = max(low, stretch.lower)
            let upper = min(high, stretch.upper ?? high)
            guard lower <= upper else { return false }
            let remainder = modulo(lower, stretch.pattern.period)
            return stretch.pattern.runs.contains { run in
                let distance =
                    run.contains(remainder)
                    ? 0 : modulo(run.lowerBound - remainder, stretch.pattern.period)
                return distance <= upper - lower
            }
        }
        let near = max(0, floorDivide(stretch.lower - start - length, period))
        guard let first = (near...near + 3).first(where: holds) else { return nil }
        guard let upper = stretch.upper else { return (first, nil) }
        let far = max(first, floorDivide(upper - start, period))
        let last = stride(from: far, through: max(first, far - 3), by: -1).first(where: holds) ?? first
        return (first, last)
    }

    /// Returns a run of offsets as remainders, split if it crosses the end of the period.
    private static func runs(_ offsets: Range<Int>, from lower: Int, period: Int) -> [Range<Int>] {
        if offsets.count >= period { return [0..<period] }
        let first = modulo(lower + offsets.lowerBound, period)
        let end = first + offsets.count
        return end <= period ? [first..<end] : [0..<end - period, first..<period]
    }

    private static func merged(_ runs: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for run in runs.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, run.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, run.upperBound)
            } else {
                result.append(run)
            }
        }
        return result
    }
}

// MARK: Projections

extension SizeFunction {
    /// Returns the arguments for which a 1x1 window with some stride turns this size into the other.
    ///
    /// Along one step, this size and the other are `a + t * r` and `b + t * q`. From a turn on nothing changes any
    /// more: if `r / q` is a whole number, once `b + t * q` is larger than what `a` and `r / q * b` differ by; if not,
    /// once the ratio can no longer be one. The turns before are looked at one by one.
    ///
    /// - Parameter work: grows by the turns that are looked at.
    func projectable(to other: SizeFunction, work: inout Int) throws(SizeBoundReached) -> SizeSet {
        let (left, right) = try aligned(self, other)
        let pairs = Self.pairs(left, right)
        let (rise, fall) = (left.rise, right.rise)
        var settled = 0
        for (_, a, b) in pairs {
            let turn: Int? =
                if rise == 0, fall == 0 {
                    0
                } else if fall == 0 {
                    product(b, b).map { max(0, ($0 - a) / rise + 2) }
                } else if rise == 0 {
                    a / fall + 2
                } else if rise % fall == 0 {
                    product(rise / fall, b).map { (abs(a - 1 - $0) + rise / fall + 4) / fall + 2 }
                } else {
                    product(a + b + 4, rise / fall + 2)
                }
            guard let turn, turn <= SizeBound.runs / pairs.count else {
                throw SizeBoundReached(what: "a shortcut's sizes in over \(SizeBound.runs) steps")
            }
            settled = max(settled, turn)
        }
        work += (settled + 1) * pairs.count
        var early: [ClosedRange<Int>] = []
        var late: [Range<Int>] = []
        for (index, pair) in pairs.enumerated() {
            let offsets = pair.offset..<(index + 1 < pairs.count ? pairs[index + 1].offset : left.period)
            func holds(_ turn: Int) -> Bool {
                ShortcutProjection.stride(from: pair.left + turn * rise, to: pair.right + turn * fall) != nil
            }
            for turn in 0..<settled where holds(turn) {
                let start = left.lower + turn * left.period
                early.append(start + offsets.lowerBound...start + offsets.upperBound - 1)
            }
            if holds(settled) { late += Self.runs(offsets, from: left.lower, period: left.period) }
        }
        let first = SizeSet(ranges: early)
        guard !late.isEmpty else { return first }
        return try first.union(
            SizeSet(from: left.lower + settled * left.period, period: left.period, runs: Self.merged(late)))
    }
}
