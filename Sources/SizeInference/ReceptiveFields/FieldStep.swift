import Basics
import NetworkTerms
import SpecLanguage

/// The inputs that one layer's outputs depend on along an axis: the first outputs one by one, and how they continue.
/// Output `j + t * period` depends on the same inputs as output `j`, `t * shift` positions further on.
struct FieldStep: Sendable {
    /// Evenly spaced positions of the input: `first`, `first + distance`, and so on. There can be none.
    struct Places: Sendable {
        var first: Int
        var distance = 1
        var count = 1

        /// Creates the positions from one to another.
        static func run(_ first: Int, through last: Int) -> Places {
            Places(first: first, count: max(0, last - first + 1))
        }
    }

    var shift: Int
    var places: [Places]

    var period: Int { places.count }

    static func shifted(by places: Int) -> FieldStep { FieldStep(shift: 1, places: [Places(first: places)]) }

    /// A 1x1 window.
    static func strided(by stride: Int) -> FieldStep { FieldStep(shift: stride, places: [Places(first: 0)]) }

    /// Nil if it depends on the size of the input, which is unknown.
    static func window(_ window: Window, input: Int?) throws(SizeBoundReached) -> FieldStep? {
        let window = try window.bounded()
        guard let before = window.before(input: input) else { return nil }
        return FieldStep(
            shift: window.stride,
            places: [Places(first: -before, distance: window.dilation, count: window.kernel)])
    }

    static func repeated(_ factor: Int) throws(SizeBoundReached) -> FieldStep {
        FieldStep(shift: 1, places: Array(repeating: Places(first: 0), count: try FieldFunction.period(factor)))
    }

    /// The center of output `o` is at `(o + 1/2) / factor - 1/2` in the input; the whole positions around it are
    /// blended.
    static func blended(_ factor: Int) throws(SizeBoundReached) -> FieldStep {
        let factor = try FieldFunction.period(factor)
        return FieldStep(
            shift: 1,
            places: (0..<factor).map { output in
                let middle = 2 * output + 1 - factor
                return .run(floorDivide(middle, 2 * factor), through: -floorDivide(-middle, 2 * factor))
            })
    }

    /// Input `i` reaches output `i * stride - cut + dilation * tap`, for each tap of the kernel.
    static func laid(kernel: Int, stride: Int, dilation: Int, cut: Int) throws(SizeBoundReached) -> FieldStep {
        let stride = try FieldFunction.period(stride)
        guard let reach = Window(kernel: kernel, stride: 1, dilation: dilation, padding: .same).reach,
            reach <= SizeBound.size, cut <= SizeBound.size
        else { throw SizeBoundReached(what: "a size over 2^40") }
        // Every `turn`th tap meets the same outputs, `dilation / common` inputs further back.
        let common = gcd(stride, dilation)
        let turn = stride / common
        var firstTaps: [Int?] = Array(repeating: nil, count: stride)
        for tap in 0..<min(kernel, turn) { firstTaps[modulo(tap * dilation, stride)] = tap }
        return FieldStep(
            shift: 1,
            places: (0..<stride).map { output in
                let place = output + cut
                guard let tap = firstTaps[modulo(place, stride)] else { return Places(first: 0, count: 0) }
                let count = (kernel - 1 - tap) / turn + 1
                let nearest = (place - dilation * tap) / stride
                return Places(
                    first: nearest - (count - 1) * (dilation / common), distance: dilation / common, count: count)
            })
    }

    /// Cell `i` of `n` covers the pixels from `floor(i * input / n)` to below `ceil((i + 1) * input / n)`.
    static func cells(_ count: Int, input: Int) throws(SizeBoundReached) -> FieldStep {
        let common = gcd(count, input)
        let (period, shift) = (try FieldFunction.period(count / common), input / common)
        guard shift <= SizeBound.size else { throw SizeBoundReached(what: "a size over 2^40") }
        return FieldStep(
            shift: shift,
            places: (0..<period).map { cell in
                .run(cell * shift / period, through: ((cell + 1) * shift + period - 1) / period - 1)
            })
    }
}
