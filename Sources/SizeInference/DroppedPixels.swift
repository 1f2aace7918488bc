import Basics
import NetworkTerms
import SpecLanguage

/// The rows or columns after the end of a layer's last window. There are some if the stride doesn't divide the length
/// of the map after the first window.
///
/// The last of `n` windows ends at `(n - 1) * stride + reach - padding before` (Dumoulin and Visin, *A guide to
/// convolution arithmetic for deep learning*, 2016, relationship 15, where the floor drops the remainder).
public struct DroppedPixels: Hashable, Sendable {
    /// The pixels along one axis.
    public struct Axis: Hashable, Sendable {
        public var window: Window
        /// The size of the input, without padding.
        public var input: Int
        /// The number of windows.
        public var outputs: Int
        /// The end of the last window: the number of pixels before it. It is larger than the map if it is in the
        /// padding.
        public var end: Int
        /// The number of map pixels after the last window.
        public var pixels: Int
        /// The padding after the last window.
        public var padding: Int
    }

    /// One for each spatial axis.
    public var axes: [Axis]
}

extension Window {
    /// Returns the pixels after the last window on an input of this size; nil if no window fits, or a number overflows.
    public func dropped(of input: Int) -> DroppedPixels.Axis? {
        guard let reach, let outputs = output(of: input), let before = before(input: input),
            let reached = product(outputs - 1, stride).flatMap({ sum($0, reach, -before) })
        else { return nil }
        let after: Int
        switch padding {
        case .sides(_, let end): after = end
        case .same:
            guard let resolved = resolvedPadding(over: input) else { return nil }
            after = resolved.after
        }
        guard let padded = sum(input, after) else { return nil }
        let rest = max(0, padded - reached)
        let pixels = min(input, max(0, input - reached))
        return DroppedPixels.Axis(
            window: self, input: input, outputs: outputs, end: reached, pixels: pixels, padding: rest - pixels)
    }
}

extension SizedStep {
    /// The pixels after the last window of a layer that has windows; nil for others.
    public var droppedPixels: DroppedPixels? {
        guard input.isFeatureMap else { return nil }
        var axes: [DroppedPixels.Axis] = []
        for axis in 0..<input.spatialAxes {
            guard let window = window(along: axis), let dropped = window.dropped(of: input.spatial(axis)) else {
                return nil
            }
            axes.append(dropped)
        }
        return DroppedPixels(axes: axes)
    }

    /// The window along an axis; nil of what has none.
    private func window(along axis: Int) -> Window? {
        if let layer { layer.relation.window(along: axis) } else { projection?.window(along: axis) }
    }
}
