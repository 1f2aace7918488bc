import Basics
import NetworkTerms
import SpecLanguage

/// The conditions on channels and units: equations between linear forms, and divisors.
struct ChannelSystem: Sendable {
    private(set) var numbers: [OpenNumber] = []
    private(set) var equations: [(form: ChannelForm, step: Int)] = []
    private(set) var conditions: [Condition] = []
    /// Numbers of groups and what they must divide, which both depend on open numbers.
    private var divisions: [(groups: ChannelForm, dividend: ChannelForm, step: Int)] = []

    /// A condition on a count: it is an integer of at least 1, and a multiple or a divisor of something.
    struct Condition: Sendable {
        enum Kind: Sendable {
            case whole
            case multiple(of: Int)
            case divisor(of: Int)
        }

        var form: ChannelForm
        var kind: Kind
        var step: Int

        func holds(_ count: Int) -> Bool {
            switch kind {
            case .whole: count >= 1
            case .multiple(let factor): count % factor == 0
            case .divisor(let whole): count >= 1 && whole % count == 0
            }
        }
    }

    /// One solution: the numbers with a single value, and the sets of values of the others.
    struct Solution: Hashable, Sendable {
        var values: [OpenNumber: Int] = [:]
        var sets: [OpenNumber: SizeSet] = [:]
    }

    mutating func declare(_ number: OpenNumber) {
        if !numbers.contains(number) { numbers.append(number) }
    }

    mutating func require(_ left: ChannelForm, equals right: ChannelForm, at step: Int) throws(SizeBoundReached) {
        guard left != right else { return }
        guard let common = lcm(left.divisor, right.divisor), let mine = left.scaled(common / left.divisor),
            let theirs = right.scaled(-(common / right.divisor))
        else { throw SizeBoundReached(what: "a number of channels") }
        var (first, second) = (mine, theirs)
        (first.divisor, second.divisor) = (1, 1)
        guard let difference = first.adding(second) else { throw SizeBoundReached(what: "a number of channels") }
        equations.append((difference.reduced, step))
    }

    mutating func require(_ condition: Condition) {
        if condition.form.terms.isEmpty, let known = condition.form.known, condition.holds(known) { return }
        conditions.append(condition)
    }

    mutating func require(_ groups: ChannelForm, divides dividend: ChannelForm, at step: Int) {
        if let count = groups.known {
            if count > 1 { require(Condition(form: dividend, kind: .multiple(of: count), step: step)) }
        } else if let whole = dividend.known {
            require(Condition(form: groups, kind: .divisor(of: whole), step: step))
        } else if !dividend.isMultiple(of: groups) {
            divisions.append((groups, dividend, step))
        }
    }

    /// Turns divisions into conditions where one side has become known.
    ///
    /// - Returns: why some can't be decided, if there are such.
    private mutating func settleDivisions() -> Set<String> {
        let former = divisions
        divisions = []
        for (groups, dividend, step) in former { require(groups, divides: dividend, at: step) }
        return divisions.isEmpty ? [] : ["a number of groups depends on open channels"]
    }

    /// Returns all solutions within the bounds.
    ///
    /// A number of an equation is replaced by the others, if possible one whose weight is one. If one number remains in an equation, its
    /// values are a set. If more remain, they are tried up to the bound.
    func solve(_ bounds: SearchBounds) throws(SizeBoundReached) -> (
        solutions: [Solution], limits: Set<String>, failure: Int?
    ) {
        var system = self
        var substitutions: [(number: OpenNumber, form: ChannelForm)] = []
        while let first = system.equations.indices.first {
            let index = system.equations.firstIndex { $0.form.isSimple } ?? first
            let (form, step) = system.equations.remove(at: index)
            if form.terms.isEmpty {
                if form.constant != 0 { return ([], [], step) }
                continue
            }
            // One number left: its value is certain.
            if form.terms.count == 1, let (number, weight) = form.terms.first {
                guard form.constant % weight == 0, -(form.constant / weight) >= 1 else { return ([], [], step) }
                try system.substitute(number, ChannelForm(-(form.constant / weight)), &substitutions)
                continue
            }
            let inOrder = form.terms.sorted { $0.key.span.start < $1.key.span.start }
            guard let (number, weight) = inOrder.last(where: { abs($0.value) == 1 }) ?? inOrder.last else { continue }
            var rest = form
            rest.terms[number] = nil
            guard let opposite = rest.scaled(weight > 0 ? -1 : 1), let replacement = opposite.divided(by: abs(weight))
            else { throw SizeBoundReached(what: "a number of channels") }
            try system.substitute(number, replacement, &substitutions)
        }
        for (number, _) in substitutions {
            system.require(Condition(form: ChannelForm(number).replaced(substitutions), kind: .whole, step: 0))
        }
        let undecided = system.settleDivisions()
        let free = system.numbers.filter { number in !substitutions.contains { $0.number == number } }
        var result = try system.enumerate(free, substitutions, bounds)
        result.limits.formUnion(undecided)
        return result
    }

    private mutating func substitute(
        _ number: OpenNumber, _ form: ChannelForm, _ substitutions: inout [(number: OpenNumber, form: ChannelForm)]
    ) throws(SizeBoundReached) {
        func replaced(_ old: ChannelForm) throws(SizeBoundReached) -> ChannelForm {
            guard let new = old.replacing(number, by: form) else {
                throw SizeBoundReached(what: "a number of channels")
            }
            return new
        }
        for index in equations.indices {
            var form = try replaced(equations[index].form)
            // A quotient is 0 if its dividend is.
            form.divisor = 1
            equations[index].form = form.reduced
        }
        for index in conditions.indices { conditions[index].form = try replaced(conditions[index].form) }
        for index in divisions.indices {
            divisions[index].groups = try replaced(divisions[index].groups)
            divisions[index].dividend = try replaced(divisions[index].dividend)
        }
        for index in substitutions.indices { substitutions[index].form = try replaced(substitutions[index].form) }
        substitutions.append((number, form))
    }

    /// Returns the values of the numbers that no equation determines.
    private func enumerate(
        _ free: [OpenNumber], _ substitutions: [(number: OpenNumber, form: ChannelForm)], _ bounds: SearchBounds
    ) throws(SizeBoundReached) -> (solutions: [Solution], limits: Set<String>, failure: Int?) {
        for condition in conditions where condition.form.terms.isEmpty {
            guard let known = condition.form.known, condition.holds(known) else { return ([], [], condition.step) }
        }
        // An independent number has a set of values; several related ones are tried.
        var sets: [OpenNumber: SizeSet] = [:]
        var tried: [OpenNumber] = []
        for number in free {
            let own = conditions.filter { $0.form.terms[number] != nil }
            let isAlone =
                own.allSatisfy { $0.form.terms.count == 1 }
                && !substitutions.contains { $0.form.terms[number] != nil && $0.form.terms.count > 1 }
            guard isAlone else {
                tried.append(number)
                continue
            }
            var set = SizeSet.all
            for condition in own {
                set = try set.intersection(try condition.values(of: number))
                if set.isEmpty { return ([], [], condition.step) }
            }
            // The numbers that follow from it are listed with it.
            if substitutions.contains(where: { $0.form.terms[number] != nil }), set.only == nil {
                tried.append(number)
            } else {
                sets[number] = set
            }
        }
        var solutions: [Solution] = []
        var limits: Set<String> = []
        /// Bounds beyond which there may be more solutions; the search continues within them.
        var unreached: Set<String> = []
        var work = 0
        // Round numbers first: powers of two, multiples of eight, the rest.
        let candidates =
            tried.isEmpty
            ? []
            : (1...bounds.channels).sorted { left, right in (left.roundness, left) < (right.roundness, right) }
        let fixed = Solution(
            values: sets.compactMapValues(\.only), sets: sets.filter { $0.value.only == nil })
        func attempt(_ position: Int, _ values: [OpenNumber: Int]) {
            guard limits.isEmpty else { return }
            for condition in conditions {
                if let count = condition.form.value(values) {
                    if !condition.holds(count) { return }
                } else if condition.form.terms.keys.allSatisfy({ values[$0] != nil }) {
                    return
                }
            }
            guard position < tried.count else {
                if solutions.count >= bounds.answers {
                    limits.insert("stopped after \(counted(bounds.answers, "answer"))")
                    return
                }
                var solution = fixed
                solution.values.merge(values) { $1 }
                for (number, form) in substitutions { solution.values[number] = form.value(solution.values) }
                solutions.append(solution)
                return
            }
            let bound = most(of: tried[position], values)
            if bound.map({ $0 > bounds.channels }) ?? true {
                unreached.insert("numbers of channels were tried up to \(bounds.channels.grouped)")
            }
            for value in candidates where value <= bound ?? .max {
                work += 1
                if work > bounds.work {
                    limits.insert("the search stopped after \(bounds.work) numbers of channels")
                    return
                }
                attempt(position + 1, values.merging([tried[position]: value]) { $1 })
            }
        }
        attempt(0, fixed.values)
        return (solutions, limits.union(unreached), solutions.isEmpty ? conditions.first?.step : nil)
    }

    /// Returns the largest value of a number that the conditions allow, with some of the others known and the rest at
    /// least 1; nil if it is unbounded.
    private func most(of number: OpenNumber, _ values: [OpenNumber: Int]) -> Int? {
        var most: Int?
        for condition in conditions {
            guard let weight = condition.form.terms[number] else { continue }
            // The rest of the sum: as large as possible if this number is subtracted from it, or as small as possible
            // if it is added up to a bound.
            var rest = condition.form.constant
            var isBounded = true
            for (other, factor) in condition.form.terms where other != number {
                guard values[other] != nil || (factor < 0) == (weight < 0),
                    let part = product(values[other] ?? 1, factor), let next = sum(rest, part)
                else {
                    isBounded = false
                    break
                }
                rest = next
            }
            guard isBounded else { continue }
            var bound: Int?
            if weight < 0 {
                // A quotient within arithmetic may be negative.
                if case .multiple = condition.kind { continue }
                bound = sum(rest, -condition.form.divisor).map { floorDivide($0, -weight) }
            } else if case .divisor(let whole) = condition.kind {
                bound = product(whole, condition.form.divisor).flatMap { sum($0, -rest) }.map {
                    floorDivide($0, weight)
                }
            }
            if let bound { most = Swift.min(most ?? bound, Swift.max(0, bound)) }
        }
        return most
    }
}

extension Int {
    /// Returns 0 for a power of two, 1 for another multiple of 8, 2 for anything else.
    var roundness: Int { self & (self - 1) == 0 ? 0 : self % 8 == 0 ? 1 : 2 }
}

extension ChannelForm {
    /// Whether an equation of it with 0 has one number at most, or gives a number as a sum of multiples of the others.
    fileprivate var isSimple: Bool { terms.count < 2 || terms.values.contains { abs($0) == 1 } }

    fileprivate func replaced(_ substitutions: [(number: OpenNumber, form: ChannelForm)]) -> ChannelForm {
        var result = self
        for (number, form) in substitutions { result = result.replacing(number, by: form) ?? result }
        return result
    }
}

extension ChannelSystem.Condition {
    /// Returns the values of the form's only number for which the condition holds.
    func values(of number: OpenNumber) throws(SizeBoundReached) -> SizeSet {
        let weight = form.terms[number] ?? 1
        // Whole counts: constant + weight * value is a multiple of the divisor (and of `factor` times it).
        func multiples(of factor: Int) throws(SizeBoundReached) -> SizeSet {
            let period = try SizeBound.period(product(form.divisor, factor))
            let runs = (0..<period).filter { modulo(form.constant % period + weight % period * $0, period) == 0 }
            guard !runs.isEmpty else { return .empty }
            return SizeSet(from: 1, period: period, runs: runs.map { $0..<$0 + 1 }.joinedRuns)
        }
        /// The values for which the count is at least 1.
        var positive: SizeSet {
            let least = form.divisor - form.constant
            if weight > 0 { return SizeSet(Swift.max(1, -floorDivide(-least, weight))...) }
            let last = floorDivide(-least, -weight)
            return last < 1 ? .empty : SizeSet(1...last)
        }
        switch kind {
        case .whole: return try multiples(of: 1).intersection(positive)
        case .multiple(let factor): return try multiples(of: factor)
        case .divisor(let whole):
            guard whole <= SizeBound.period else { throw SizeBoundReached(what: "a number of channels") }
            let counts = (1...whole).filter { whole % $0 == 0 }
            return SizeSet(
                counts.compactMap { count in
                    guard let rest = product(count, form.divisor).flatMap({ sum($0, -form.constant) }) else {
                        return nil
                    }
                    return rest % weight == 0 ? rest / weight : nil
                })
        }
    }
}

extension [Range<Int>] {
    /// Returns the ranges in order, with adjacent ones merged.
    var joinedRuns: [Range<Int>] {
        var result: [Range<Int>] = []
        for run in self {
            if let last = result.last, last.upperBound == run.lowerBound {
                result[result.count - 1] = last.lowerBound..<run.upperBound
            } else {
                result.append(run)
            }
        }
        return result
    }
}
