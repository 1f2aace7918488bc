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
        guard let divisor = product(divisor, factor) else { return nil }
        var result = self
        result.divisor = divisor
        result.divisor = divisor
        if let known = result.known { return ChannelForm(known) }
        return result
    }

    /// Returns the form with a number replaced by a form without a divisor.
    func replacing(_ number: OpenNumber, by form: ChannelForm) -> ChannelForm? {
        guard let weight = terms[number], form.divisor == 1, let scaled = form.scaled(weight) else { return self }
        var rest = self
        rest.terms[number] = nil
        rest.divisor = 1
        var result = rest.adding(scaled)
        result?.divisor = divisor
        return result
    }
}
