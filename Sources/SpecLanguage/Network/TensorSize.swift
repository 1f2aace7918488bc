import Basics

/// The size of one sample's tensor: height, width and channels of a feature map, or the units of a vector.
public struct TensorSize: Hashable, Sendable, CustomStringConvertible {
    public let axes: [Int]

    public init(height: Int, width: Int, channels: Int) {
        axes = [height, width, channels]
    }

    public init(units: Int) {
        axes = [units]
    }

    /// Nil where there are neither three axes nor one.
    public init?(axes: [Int]) {
        guard axes.count == 3 || axes.count == 1 else { return nil }
        self.axes = axes
    }

    public var isFeatureMap: Bool { axes.count == 3 }

    /// Whether it is a map of one pixel.
    public var isOnePixel: Bool { axes.count == 3 && axes[0] == 1 && axes[1] == 1 }

    /// The last axis: a map's channels, a vector's units.
    public var channels: Int { axes[axes.count - 1] }

    /// The number of elements, or nil where it overflows.
    public var count: Int? { product(axes) }

    /// As a spec writes it: `28x28x1`, `10`.
    public var description: String { axes.map(String.init).joined(separator: "x") }
}

extension TensorSize {
    /// The size that is meant where the channels of an image were most likely written first: `28x28x1` of `1x28x28`.
    public var channelsLast: TensorSize? {
        guard isFeatureMap, axes[0] <= 4, axes[1] == axes[2], axes[1] >= 8 else { return nil }
        return TensorSize(height: axes[1], width: axes[2], channels: axes[0])
    }
}
