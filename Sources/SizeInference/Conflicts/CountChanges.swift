import Basics
import SpecLanguage

/// Other numbers for arithmetic on the channels of a layer's input that has no result.
extension Expression {
    /// How far to look for other numbers of channels.
    private static let mostDistance = 4_096

    /// The nearest numbers of channels with a result, above and below a number.
    func counts(near channels: Int) -> [Int] {
        func fits(_ count: Int) -> Bool { count >= 1 && (try? self.count(ofChannels: count)) != nil }
        let distances = 1...Self.mostDistance
        return [
            distances.lazy.map { $0 + min(channels, .max - $0) }.first(where: fits),
            distances.lazy.map { channels - $0 }.first(where: fits),
        ].compactMap { $0 }
    }

    /// The same with a divisor that leaves no remainder: the nearest above and below, if it is a division by a number.
    func divisors(of channels: Int) -> [Expression] {
        guard case .operation(.divide, let left, .number(let divisor)) = self else { return [] }
        func other(_ number: Int) -> Expression { .operation(.divide, left, .number(number)) }
        func fits(_ number: Int) -> Bool { number > 1 && (try? other(number).count(ofChannels: channels)) != nil }
        let distances = 1...Self.mostDistance
        let near = [
            distances.lazy.map { divisor - $0 }.first(where: fits),
            distances.lazy.map { divisor + $0 }.first(where: fits),
        ]
        return near.compactMap { $0 }.map(other)
    }
}

extension Layer {
    /// Whether its output has the channels of its input.
    var keepsChannels: Bool {
        switch relation {
        case .same, .map(_, .same), .units(.same): true
        default: false
        }
    }
}
