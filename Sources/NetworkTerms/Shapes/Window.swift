import Basics

/// A sliding window of a convolution or pooling along one axis.
///
/// The output is `floor((input + padding - reach) / stride) + 1` with `reach = dilation * (kernel - 1) + 1` (Dumoulin
/// and Visin, *A guide to convolution arithmetic for deep learning*, 2016, relationship 15). If rounded up instead, no
/// window may start after the input and the padding before it (PyTorch's `ceil_mode`).
public struct Window: Hashable, Sendable {
    public enum Padding: Hashable, Sendable {
        case sides(before: Int, after: Int)
        /// Enough to make the output `ceil(input / stride)`; an odd pixel is added after the input.
        case same
    }

    public var kernel: Int
    public var stride: Int
    public var dilation: Int
    public var padding: Padding
    /// Whether a window that ends beyond the padding counts.
    public var roundsUp: Bool

    public init(kernel: Int, stride: Int, dilation: Int = 1, padding: Padding, roundsUp: Bool = false) {
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
        self.roundsUp = roundsUp
    }

    /// The number of input pixels that the kernel spans, `dilation * (kernel - 1) + 1`; nil if it overflows.
    public var reach: Int? {
        let (spread, overflowed) = dilation.multipliedReportingOverflow(by: kernel - 1)
        let (reach, overflowedAgain) = spread.addingReportingOverflow(1)
        return overflowed || overflowedAgain ? nil : reach
    }

    /// Returns the size of the output; nil if no window fits, or a number overflows.
    public func output(of input: Int) -> Int? {
        guard let reach else { return nil }
        switch padding {
        case .same:
            return input / stride + (input % stride == 0 ? 0 : 1)
        case .sides(let before, _):
            guard let padded = padded(input) else { return nil }
            let spare = padded - reach
            guard roundsUp else { return spare < 0 ? nil : spare / stride + 1 }
            // If rounded up, a window can be larger than its part of the input, by less than a stride.
            guard spare > -stride else { return nil }
            let windows = floorDivide(spare - 1, stride) + 2
            // The last window starts in the input or the padding before it.
            return (windows - 1) * stride < input + before ? windows : windows - 1
        }
    }

    /// The smallest input over which a window fits.
    public var leastInput: Int {
        guard case .sides(let before, let after) = padding else { return 1 }
        return max(1, (reach ?? 1) - before - after - (roundsUp ? stride - 1 : 0))
    }

    /// Returns the size of the input with its padding; nil if it overflows. The padding of `same` depends on the size.
    public func padded(_ input: Int) -> Int? {
        guard case .sides(let before, let after) = padding else { return input }
        return sum(input, before, after)
    }

    /// Returns the padding before the input; nil if it depends on the input's size, which is unknown.
    public func before(input: Int?) -> Int? {
        if case .sides(let before, _) = padding { return before }
        // With a stride of 1, the padding doesn't depend on the size.
        if stride == 1 { return reach.map { ($0 - 1) / 2 } }
        return input.flatMap { resolvedPadding(over: $0) }?.before
    }

    /// Returns the padding of an input in numbers, including the padding of `same`, and the pixels that the last window
    /// uses beyond the padding if the size is rounded up.
    ///
    /// - Returns: nil if no window fits, or a number overflows.
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
