import Basics

/// A window that slides along one axis, of a convolution or a pooling.
///
/// The output is `floor((input + padding - reach) / stride) + 1` with `reach = dilation * (kernel - 1) + 1`
/// (Dumoulin and Visin, *A guide to convolution arithmetic for deep learning*, 2016, relationship 15). Rounded up instead,
/// no window may begin after the input and the padding before it (PyTorch's `ceil_mode`).
public struct Window: Hashable, Sendable {
    public enum Padding: Hashable, Sendable {
        case sides(before: Int, after: Int)
        /// As much as makes the output `ceil(input / stride)`; an odd pixel goes after the input.
        case same
    }

    public var kernel: Int
    public var stride: Int
    public var dilation: Int
    public var padding: Padding
    /// Whether a window counts that ends beyond the padding.
    public var roundsUp: Bool

    public init(kernel: Int, stride: Int, dilation: Int = 1, padding: Padding, roundsUp: Bool = false) {
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
        self.roundsUp = roundsUp
    }

    /// How many input pixels the kernel spans, `dilation * (kernel - 1) + 1`; nil where the number overflows.
    public var reach: Int? {
        let (spread, overflowed) = dilation.multipliedReportingOverflow(by: kernel - 1)
        let (reach, overflowedAgain) = spread.addingReportingOverflow(1)
        return overflowed || overflowedAgain ? nil : reach
    }

    /// The size of the output, or nil where not even one window fits, or a number overflows.
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

    /// The smallest input over which a window fits.
    public var leastInput: Int {
        guard case .sides(let before, let after) = padding else { return 1 }
        return max(1, (reach ?? 1) - before - after - (roundsUp ? stride - 1 : 0))
    }

    /// The size of the input with its padding, or nil where the number overflows. What `same` adds depends on the size.
    public func padded(_ input: Int) -> Int? {
        guard case .sides(let before, let after) = padding else { return input }
        return sum(input, before, after)
    }

    /// The padding before the input; nil where it depends on the input's size, and that is not known.
    public func before(input: Int?) -> Int? {
        if case .sides(let before, _) = padding { return before }
        // A window that moves by single pixels is padded alike whatever the size.
        if stride == 1 { return reach.map { ($0 - 1) / 2 } }
        return input.flatMap { resolvedPadding(over: $0) }?.before
    }

    /// The padding over an input in numbers: what `same` comes to, and what the last window takes beyond the padding where
    /// the size is rounded up.
    ///
    /// - Returns: nil where no window fits, or a number overflows.
    public func resolvedPadding(over input: Int) -> (before: Int, after: Int)? {
        guard let output = output(of: input), let reach,
            let covered = product(output - 1, stride).flatMap({ sum($0, reach) })
        else { return nil }
        switch padding {
        case .same:
            let total = max(0, covered - input)
            return (total / 2, total - total / 2)
        case .sides(let before, let after):
            return (before, roundsUp ? max(after, covered - input - before) : after)
        }
    }
}
