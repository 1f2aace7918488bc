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

    public var height: Axis
    public var width: Axis
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
            guard let missing = missing(of: input) else { return nil }
            after = missing - before
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
        guard input.spatialAxes == 2, let (height, width) = windows, let rows = height.dropped(of: input.axes[0]),
            let columns = width.dropped(of: input.axes[1])
        else { return nil }
        return DroppedPixels(height: rows, width: columns)
    }

    private var windows: (height: Window, width: Window)? {
        switch self {
        case .join: return nil
        case .projection(let projection):
            func window(_ stride: Int) -> Window {
                Window(kernel: 1, stride: stride, padding: .sides(before: 0, after: 0))
            }
            return (window(projection.stride[0]), window(projection.stride[1]))
        case .layer(let sized):
            return sized.relation.windows.map { ($0[0], $0[1]) }
        }
    }
}
