import SpecLanguage

/// A calculation with sets of sizes went past what Strata counts with. It is said aloud, never passed off as an answer.
public struct SizeBoundReached: Error, Hashable, Sendable {
    /// What grew too large, as a message names it.
    public var what: String
}

enum SizeBound {
    /// The longest period of a set, in pixels or channels, and the largest rise of a size over one period.
    static let period = 1 << 20
    /// The largest size along one axis, of all tensors together: 2^40.
    static let size = 1 << 40
    /// The most runs that the description of one set or one function holds.
    static let runs = 1 << 16

    static func period(_ value: Int?) throws(SizeBoundReached) -> Int {
        guard let value, value <= period else {
            throw SizeBoundReached(what: "the strides together, over \(period),")
        }
        return value
    }

    static func size(_ value: Int) throws(SizeBoundReached) -> Int {
        guard value <= size else { throw SizeBoundReached(what: "a size of over 2^40") }
        return value
    }

    static func runs<Runs: Collection>(_ runs: Runs) throws(SizeBoundReached) -> Runs {
        guard runs.count <= SizeBound.runs else {
            throw SizeBoundReached(what: "a set of sizes, of over \(SizeBound.runs) pieces,")
        }
        return runs
    }
}

/// The greatest common divisor; of 0 and a number, the number.
func gcd(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}

/// The least common multiple of two positive numbers, or nil where it overflows.
func lcm(_ a: Int, _ b: Int) -> Int? {
    product(a / gcd(a, b), b)
}

/// Division that rounds down, of negative numbers too; the divisor is positive.
func floorDivide(_ a: Int, _ b: Int) -> Int {
    a >= 0 ? a / b : -((b - 1 - a) / b)
}

/// The remainder in `0..<b`; the divisor is positive.
func modulo(_ a: Int, _ b: Int) -> Int {
    let remainder = a % b
    return remainder < 0 ? remainder + b : remainder
}
