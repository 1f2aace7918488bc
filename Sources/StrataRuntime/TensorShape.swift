/// The size of one sample's tensor, without the batch: a feature map (height x width x channels) or a vector.
public struct TensorShape: Hashable, Sendable, CustomStringConvertible {
    /// `[height, width, channels]` for a feature map, `[units]` for a vector.
    public let dimensions: [Int]

    /// The size of a feature map.
    public init(height: Int, width: Int, channels: Int) {
        dimensions = [height, width, channels]
    }

    /// The size of a vector.
    public init(units: Int) {
        dimensions = [units]
    }

    /// Whether it has a height, a width and channels; a vector has neither.
    public var isFeatureMap: Bool { dimensions.count == 3 }

    /// The number of elements of one sample.
    public var count: Int { dimensions.reduce(1, *) }

    /// As a spec writes it: `28x28x1`, or `10`.
    public var description: String { dimensions.map(String.init).joined(separator: "x") }
}
