import Basics
import NetworkTerms
import SpecLanguage

/// A number of channels or units as a function of the open ones: `(constant + sum of weight * number) / divisor`.
struct ChannelForm: Hashable, Sendable {
    var constant: Int
    /// The weights, none of which is 0.
    var terms: [OpenNumber: Int] = [:]
    /// At least 1; it must divide the rest.
    var divisor = 1

    init(_ constant: Int) { self.constant = constant }

    init(_ number: OpenNumber) {
        constant = 0
        terms = [number: 1]
    }

    /// The count, if it has no open numbers; nil if it has, or the division leaves a remainder.
    var known: Int? { terms.isEmpty && constant % divisor == 0 ? constant / divisor : nil }

    func value(_ values: [OpenNumber: Int]) -> Int? {
        var sum = constant
        for (number, weight) in terms {
            guard let value = values[number], let part = product(value, weight) else { return nil }
            let (next, overflowed) = sum.addingReportingOverflow(part)
            if overflowed { return nil }
            sum = next
        }
        return sum % divisor == 0 ? sum / divisor : nil
    }

    func adding(_ other: ChannelForm) -> ChannelForm? {
        guard let common = lcm(divisor, other.divisor), let mine = scaled(common / divisor),
            let theirs = other.scaled(common / other.divisor)
        else { return nil }
        var result = mine
        result.divisor = common
        let (constant, overflowed) = mine.constant.addingReportingOverflow(theirs.constant)
        if overflowed { return nil }
        result.constant = constant
        for (number, weight) in theirs.terms {
            let (sum, overflowed) = (result.terms[number] ?? 0).addingReportingOverflow(weight)
            if overflowed { return nil }
            result.terms[number] = sum == 0 ? nil : sum
        }
        return result
    }

    /// The form of an equation with 0, divided by the greatest number that divides all of it.
    var reduced: ChannelForm {
        guard constant != .min, !terms.values.contains(.min) else { return self }
        let common = terms.values.reduce(abs(constant)) { gcd($0, abs($1)) }
        guard common > 1 else { return self }
        var result = self
        result.constant /= common
        result.terms = terms.mapValues { $0 / common }
        return result
    }

    /// Returns a multiple, with the same divisor.
    func scaled(_ factor: Int) -> ChannelForm? {
        var result = self
        guard let constant = product(constant, factor) else { return nil }
        result.constant = constant
        for (number, weight) in terms {
            guard let scaled = product(weight, factor) else { return nil }
            result.terms[number] = scaled
        }
        return result
    }

    func divided(by factor: Int) -> ChannelForm? {
        guard factor >= 1, let divisor = product(divisor, factor) else { return nil }
        var result = self
        result.divisor = divisor
        if let known = result.known { return ChannelForm(known) }
        return result
    }

    /// Returns the result of arithmetic on this number of channels; nil if a number is too large.
    func result(of expression: Expression) -> ChannelForm? {
        switch expression {
        case .number(let value): return ChannelForm(value)
        case .channels: return self
        case .parameter: return nil
        case .operation(let operation, let left, let right):
            guard let left = result(of: left), let right = result(of: right) else { return nil }
            switch operation {
            case .add: return left.adding(right)
            case .subtract: return right.scaled(-1).flatMap { left.adding($0) }
            case .multiply: return left.known.flatMap { right.scaled($0) } ?? right.known.flatMap { left.scaled($0) }
            case .divide: return right.known.flatMap { left.divided(by: $0) }
            }
        }
    }

    /// Whether it is a whole multiple of another form, whatever the open numbers are.
    func isMultiple(of other: ChannelForm) -> Bool {
        // If there is such a factor, it is the quotient of any two of the weights.
        guard let (number, weight) = other.terms.first, let mine = product(terms[number] ?? 0, other.divisor),
            let theirs = product(weight, divisor), theirs != 0, mine % theirs == 0, mine / theirs >= 1,
            let scaled = other.scaled(mine / theirs)
        else { return false }
        guard let difference = scaled.scaled(-1).flatMap({ adding($0) }) else { return false }
        return difference.terms.isEmpty && difference.constant == 0
    }

    /// Returns the form with a number replaced by a form.
    func replacing(_ number: OpenNumber, by form: ChannelForm) -> ChannelForm? {
        guard let weight = terms[number] else { return self }
        var rest = self
        rest.terms[number] = nil
        rest.divisor = 1
        guard var result = form.scaled(weight).flatMap({ rest.adding($0) }),
            let divisor = product(result.divisor, divisor)
        else { return nil }
        result.divisor = divisor
        return result
    }
}
