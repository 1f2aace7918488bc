import Basics
import NetworkTerms
import SpecLanguage

/// The first and the last input pixel that each position of a map sees along one axis. The axis is infinite: padding
/// counts as pixels before and after the image.
///
/// Position `j + t * period` sees the same as position `j`, `t * rise` pixels further on. Strides, padding, and kernels
/// keep the period at 1; enlarging a map multiplies it.
struct FieldFunction: Hashable, Sendable {
    /// The longest supported period.
    static let longestPeriod = 1 << 10
    /// The supported positions and pixels, before the start of the image and after it.
    private static let pixels = -SizeBound.size...SizeBound.size

    let rise: Int
    /// The first pixel for each position of a period; `Int.max` if it sees nothing.
    private let firsts: [Int]
    /// The last pixel for each position; `Int.min` if it sees nothing.
    private let lasts: [Int]
    /// Whether every position sees something, and none starts or ends before its neighbor.
    private let isOrdered: Bool

    var period: Int { firsts.count }

    /// The image itself.
    static let identity = FieldFunction(rise: 1, firsts: [0], lasts: [0])

    private init(rise: Int, firsts: [Int], lasts: [Int]) {
        (self.rise, self.firsts, self.lasts) = (rise, firsts, lasts)
        func isRising(_ values: [Int]) -> Bool {
            zip(values, values.dropFirst()).allSatisfy { $0 <= $1 } && values[values.count - 1] <= values[0] + rise
        }
        isOrdered =
            firsts.count == 1 && firsts[0] != .max
            || !firsts.contains(.max) && isRising(firsts) && isRising(lasts)
    }

    static func period(_ value: Int?) throws(SizeBoundReached) -> Int {
        guard let value, value <= longestPeriod else {
            throw SizeBoundReached(what: "a receptive field with a period over \(longestPeriod) positions")
        }
        return value
    }

    /// Returns the number of pixels from the first to the last that a position sees; nil if it sees none.
    func field(at place: Int) throws(SizeBoundReached) -> ClosedRange<Int>? {
        let (first, last) = (try first(at: place), try last(at: place))
        return first <= last ? first...last : nil
    }

    private func first(at place: Int) throws(SizeBoundReached) -> Int {
        let value = firsts[modulo(place, period)]
        return value == .max ? value : try moved(value, by: place)
    }

    private func last(at place: Int) throws(SizeBoundReached) -> Int {
        let value = lasts[modulo(place, period)]
        return value == .min ? value : try moved(value, by: place)
    }

    private func moved(_ value: Int, by place: Int) throws(SizeBoundReached) -> Int {
        let (distance, overflowed) = floorDivide(place, period).multipliedReportingOverflow(by: rise)
        let (result, overflowedAgain) = value.addingReportingOverflow(distance)
        guard !overflowed, !overflowedAgain, Self.pixels.contains(result) else { throw Self.tooLarge }
        return result
    }

    private static let tooLarge = SizeBoundReached(what: "a receptive field over 2^40 pixels")
}

// MARK: Layers

extension FieldFunction {
    /// Returns the function of the positions after a layer.
    func after(_ step: FieldStep) throws(SizeBoundReached) -> FieldFunction {
        let common = gcd(period, step.shift)
        let turns = period / common
        guard step.places.allSatisfy({ Self.pixels.contains($0.first) }), step.shift <= SizeBound.size else {
            throw Self.tooLarge
        }
        let outputs = try Self.period(product(step.period, turns))
        guard let climb = product(rise, step.shift / common), climb <= SizeBound.size else { throw Self.tooLarge }
        var (firsts, lasts): ([Int], [Int]) = ([], [])
        firsts.reserveCapacity(outputs)
        lasts.reserveCapacity(outputs)
        for output in 0..<outputs {
            let places = step.places[output % step.period]
            // After this many positions, the pattern repeats further on.
            let count = isOrdered ? min(places.count, 1) : min(places.count, period / gcd(period, places.distance))
            guard count * outputs <= SizeBound.runs else {
                throw SizeBoundReached(what: "a receptive field in over \(SizeBound.runs) pieces")
            }
            // Nothing overflows here: a step's places and its shift are no larger than 2^40, its period than 2^10.
            let start = places.first + output / step.period * step.shift
            let end = start + max(0, places.count - 1) * places.distance
            guard Self.pixels.contains(start), Self.pixels.contains(end) else { throw Self.tooLarge }
            var (first, last) = (Int.max, Int.min)
            for index in 0..<count {
                first = min(first, try self.first(at: start + index * places.distance))
                last = max(last, try self.last(at: end - index * places.distance))
            }
            firsts.append(first)
            lasts.append(last)
        }
        return FieldFunction(rise: climb, firsts: firsts, lasts: lasts)
    }

    /// Returns what the positions of two maps see together; nil if one map moves faster over the image than the other,
    /// so the field grows with the position.
    func joined(with other: FieldFunction) throws(SizeBoundReached) -> FieldFunction? {
        if self == other { return self }
        let period = try Self.period(lcm(period, other.period))
        guard let mine = product(rise, period / self.period), let theirs = product(other.rise, period / other.period)
        else {
            throw Self.tooLarge
        }
        guard mine == theirs else { return nil }
        var (firsts, lasts): ([Int], [Int]) = ([], [])
        for place in 0..<period {
            firsts.append(min(try first(at: place), try other.first(at: place)))
            lasts.append(max(try last(at: place), try other.last(at: place)))
        }
        return FieldFunction(rise: mine, firsts: firsts, lasts: lasts)
    }
}

// MARK: Figures

extension FieldFunction {
    /// Returns the largest field of the positions `0..<size`, or of all positions if the size is unknown; the mean
    /// number of pixels from one position to the next; and how far before the image the first field starts.
    func figures(size: Int?) -> ReceptiveField.Axis {
        let places = 0..<min(period, max(1, size ?? period))
        let largest = places.map { firsts[$0] > lasts[$0] ? 0 : lasts[$0] - firsts[$0] + 1 }.max() ?? 0
        let start = places.map { firsts[$0] }.min() ?? 0
        return .counted(
            size: largest, stride: ReceptiveField.Stride(rise, over: period), padding: start == .max ? 0 : -start)
    }
}
