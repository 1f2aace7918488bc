import Basics
import NetworkTerms
import SpecLanguage

/// A count of channels or units, as it follows from the open ones: `(constant + sum of weight * number) / divisor`.
struct ChannelForm: Hashable, Sendable {
    var constant: Int
    /// Without weights of 0.
    var terms: [OpenNumber: Int] = [:]
    /// At least 1; it has to divide the rest.
    var divisor = 1

    init(_ constant: Int) { self.constant = constant }

    init(_ number: OpenNumber) {
        constant = 0
        terms = [number: 1]
    }

    /// The count, where nothing in it is open; nil if it is, or the division leaves a rest.
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

    /// So many times, the divisor left as it is.
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

    /// With a number replaced by a form without a divisor.
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
