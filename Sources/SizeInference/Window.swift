import Basics
import SpecLanguage

extension Window {
    /// The size behind the window, or nil where not even one window fits, or a number overflows.
    public func output(of input: Int) -> Int? {
        guard let reach else { return nil }
        switch padding {
        case .same:
            return input / stride + (input % stride == 0 ? 0 : 1)
        case .sides(let before, _):
            guard let padded = padded(input) else { return nil }
            let spare = padded - reach
            guard roundsUp else { return spare < 0 ? nil : spare / stride + 1 }
            // Rounded up, a window may be larger than what it looks at, by less than a stride.
            guard spare > -stride else { return nil }
            let windows = floorDivide(spare - 1, stride) + 2
            // The last begins in the input or the padding before it.
            return (windows - 1) * stride < input + before ? windows : windows - 1
        }
    }

    /// The size of the input with its padding, or nil where the number overflows. What `same` adds depends on the size.
    func padded(_ input: Int) -> Int? {
        guard case .sides(let before, let after) = padding else { return input }
        return sum(input, before, after)
    }
}
