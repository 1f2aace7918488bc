import Basics

/// The size of one sample's tensor, without the batch: spatial axes, then channels. A feature map has one to three
/// spatial axes (an image has two: height and width), a vector has none and its channels are its units.
@frozen
public struct TensorShape: Hashable, Sendable {
    @usableFromInline let first: Int
    @usableFromInline let second: Int
    @usableFromInline let third: Int
    /// How many spatial axes there are.
    public let spatialAxes: Int
    /// A map's channels, a vector's units.
    public let channels: Int

    @usableFromInline
    init(first: Int, second: Int, third: Int, spatialAxes: Int, channels: Int) {
        (self.first, self.second, self.third) = (first, second, third)
        (self.spatialAxes, self.channels) = (spatialAxes, channels)
    }
}

extension TensorShape {
    /// How many spatial axes an image has: height and width.
    @inlinable public static var imageAxes: Int { 2 }

    /// The shape of an image.
    @inlinable
    public init(height: Int, width: Int, channels: Int) {
        self.init(first: height, second: width, third: 0, spatialAxes: Self.imageAxes, channels: channels)
    }

    /// The shape of a vector.
    @inlinable
    public init(units: Int) {
        self.init(first: 0, second: 0, third: 0, spatialAxes: 0, channels: units)
    }

    /// Creates a shape with these spatial axes; nil for more than three.
    @inlinable
    public init?(spatial: some RandomAccessCollection<Int>, channels: Int) {
        guard spatial.count <= PerAxis<Int>.most else { return nil }
        self.init(
            first: spatial.first ?? 0, second: spatial.dropFirst().first ?? 0, third: spatial.dropFirst(2).first ?? 0,
            spatialAxes: spatial.count, channels: channels)
    }

    /// Creates a shape with this many spatial axes, at most three, whose lengths are computed by a function.
    @inlinable
    public init(spatialAxes: Int, channels: Int, along length: (_ axis: Int) throws -> Int) rethrows {
        self.init(
            first: spatialAxes > 0 ? try length(0) : 0, second: spatialAxes > 1 ? try length(1) : 0,
            third: spatialAxes > 2 ? try length(2) : 0, spatialAxes: min(spatialAxes, PerAxis<Int>.most),
            channels: channels)
    }

    /// Creates a shape from all its axes, channels last; nil for no axes, or more than four.
    @inlinable
    public init?(axes: [Int]) {
        guard let channels = axes.last else { return nil }
        self.init(spatial: axes.dropLast(), channels: channels)
    }

    /// Returns the length of a spatial axis, counted from 0; 1 if there is no such axis.
    @inlinable
    public func spatial(_ axis: Int) -> Int {
        guard axis < spatialAxes else { return 1 }
        return axis == 0 ? first : axis == 1 ? second : third
    }

    /// The lengths of the spatial axes.
    @inlinable public var spatial: [Int] { (0..<spatialAxes).map { spatial($0) } }

    /// The lengths of all axes, channels last.
    @inlinable public var axes: [Int] { spatial + [channels] }

    /// The length of an axis, channels last.
    @inlinable
    public func axis(_ axis: Int) -> Int { axis < spatialAxes ? spatial(axis) : channels }

    /// How many axes there are, channels included.
    @inlinable public var rank: Int { spatialAxes + 1 }

    /// Whether it has spatial axes; a vector has none.
    @inlinable public var isFeatureMap: Bool { spatialAxes > 0 }

    /// Whether it is a map of one pixel.
    @inlinable public var isOnePixel: Bool { isFeatureMap && (0..<spatialAxes).allSatisfy { spatial($0) == 1 } }

    /// The number of pixels, 1 for a vector; nil if it overflows.
    public var pixelCount: Int? {
        var count = 1
        for axis in 0..<spatialAxes {
            guard let larger = product(count, spatial(axis)) else { return nil }
            count = larger
        }
        return count
    }

    /// The number of elements; nil if it overflows.
    public var checkedCount: Int? { pixelCount.flatMap { product($0, channels) } }

    /// The number of elements, or the largest integer if it overflows.
    public var count: Int { checkedCount ?? .max }

    /// The maximum number of elements in a tensor that can be computed with. oneDNN computes sizes without overflow checks
    /// and uses 32-bit indices in places, so it must never see a larger one.
    package static let largestCount = Int(Int32.max)

    /// Returns what a number of elements takes in memory, in 32 bits each: `34,359.7 MB`.
    package static func bytes(_ count: Int) -> String {
        product(count, 4).map(byteCount) ?? "more memory than can be counted"
    }
}

extension TensorShape: CustomStringConvertible {
    /// As a spec writes it: `28x28x1`, `10`.
    public var description: String { axes.map(String.init).joined(separator: "x") }

    /// The spatial axes as a spec writes them: `28x28`.
    public var spatialText: String { spatial.map(String.init).joined(separator: "x") }
}

extension TensorShape {
    /// The intended shape, if the channels of an image were probably written first: `28x28x1` for `1x28x28`.
    public var channelsLast: TensorShape? {
        guard spatialAxes == 2, first <= 4, second == channels, second >= 8 else { return nil }
        return TensorShape(height: second, width: channels, channels: first)
    }
}
