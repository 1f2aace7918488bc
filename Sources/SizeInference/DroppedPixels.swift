import Basics
import NetworkTerms
import SpecLanguage

/// The rows or columns behind the end of a layer's last window: a stride that does not divide what is left of the map behind
/// the first window leaves a rest.
///
/// The last of `n` windows ends at `(n - 1) * stride + reach - padding before` (Dumoulin and Visin, *A guide to convolution
/// arithmetic for deep learning*, 2016, relationship 15, where the rest is what the floor takes away).
public struct DroppedPixels: Hashable, Sendable {
    /// Along one axis.
    public struct Axis: Hashable, Sendable {
        public var window: Window
        /// Of the map before the layer, without padding.
        public var input: Int
        /// How many windows there are.
        public var outputs: Int
        /// Where the last window ends: this many pixels of the map lie before it. Larger than the map where it ends in the
        /// padding.
        public var end: Int
        /// Pixels of the map behind the last window.
        public var pixels: Int
        /// Padding behind the last window.
        public var padding: Int
    }

    /// One for each spatial axis.
    public var axes: [Axis]
}

extension Window {
    /// What lies behind the last window on an input of this size; nil where no window fits, or a number overflows.
    public func dropped(of input: Int) -> DroppedPixels.Axis? {
        guard let reach, let outputs = output(of: input), let before = before(input: input),
            let reached = product(outputs - 1, stride).flatMap({ sum($0, reach, -before) })
        else { return nil }
        let after: Int
        switch padding {
        case .sides(_, let behind): after = behind
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
    /// What lies behind the last window of a layer with one; nil for others.
    public var droppedPixels: DroppedPixels? {
        guard input.isFeatureMap, let windows = layer?.relation.windows ?? projection?.windows else { return nil }
        var axes: [DroppedPixels.Axis] = []
        for axis in 0..<input.spatialAxes {
            guard let dropped = windows[axis].dropped(of: input.spatial(axis)) else { return nil }
            axes.append(dropped)
        }
        return DroppedPixels(axes: axes)
    }
}
