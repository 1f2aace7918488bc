import OperatingSystem

/// One sample's tensor as a type that carries its size. Generated networks have two of them, `Input` and `Output`:
///
/// ```swift
/// var image = LeNet5.Input(repeating: 0)         // 28x28x1, and it can't be anything else
/// image[row: 3, column: 4, channel: 0] = 1
/// ```
public protocol SampleTensor: Hashable, Sendable {
    /// The size of every value of this type.
    static var shape: TensorShape { get }
    /// As many numbers as `shape.count`. Of a feature map, each channel in turn, row by row, as PyTorch has them.
    var values: [Float] { get set }
    /// Takes numbers that are known to be as many as the shape has. `init(_:)` looks first.
    init(unchecked values: [Float])
}

extension SampleTensor {
    /// How many numbers a sample has.
    public static var count: Int { shape.count }

    /// - Parameter values: of a feature map, each channel in turn, row by row.
    /// - Throws: `RuntimeError` unless they are as many as the shape has.
    public init(_ values: [Float]) throws {
        guard values.count == Self.count else {
            throw RuntimeError("\(Self.self) is \(Self.shape): \(Self.count) numbers, not \(values.count)")
        }
        self.init(unchecked: values)
    }

    /// A sample of one number throughout.
    public init(repeating value: Float) {
        self.init(unchecked: [Float](repeating: value, count: Self.count))
    }
}

/// A sample that is a map: height x width x channels.
public protocol FeatureMap: SampleTensor {}

/// In which order a picture's bytes come.
public enum PixelOrder: Hashable, Sendable {
    /// Pixel by pixel, the channels of each together, as picture files and cameras give them.
    case interleaved
    /// Channel by channel, each row by row.
    case planar
}

extension FeatureMap {
    /// In rows.
    public static var height: Int { shape.height }
    /// In columns.
    public static var width: Int { shape.width }
    /// How many numbers each place of the map has.
    public static var channels: Int { shape.channels }

    /// The number at a place, each counted from 0. As with an array, a place outside of the map ends the program.
    public subscript(row row: Int, column column: Int, channel channel: Int) -> Float {
        get { values[Self.index(row, column, channel)] }
        set { values[Self.index(row, column, channel)] = newValue }
    }

    private static func index(_ row: Int, _ column: Int, _ channel: Int) -> Int {
        precondition(
            (0..<height).contains(row) && (0..<width).contains(column) && (0..<channels).contains(channel),
            "row \(row), column \(column), channel \(channel) lies outside of \(shape)")
        return (channel * height + row) * width + column
    }

    /// A picture.
    ///
    /// - Parameters:
    ///   - pixels: a byte a channel of each pixel, the top row first.
    ///   - order: how the channels of a colour picture lie; all the same to a grey one.
    ///   - scaling: how a byte becomes a number: as in the training, which `Predictor.scaling` remembers.
    /// - Throws: `RuntimeError` unless there are as many bytes as the map has numbers.
    public init(pixels: some Collection<UInt8>, order: PixelOrder = .interleaved, scaling: PixelScaling) throws {
        guard pixels.count == Self.count else {
            throw RuntimeError("a picture of \(Self.shape) has \(Self.count) bytes, not \(pixels.count)")
        }
        let table = scaling.table
        var values = [Float](repeating: 0, count: Self.count)
        let plane = Self.height * Self.width
        for (place, byte) in pixels.enumerated() {
            let index =
                order == .planar ? place : place % Self.channels * plane + place / Self.channels
            values[index] = table[Int(byte)]
        }
        self.init(unchecked: values)
    }
}

/// A sample that is a list of numbers: a score a class, or an embedding.
public protocol UnitVector: SampleTensor {}

extension UnitVector {
    /// How many numbers it has.
    public static var units: Int { shape.count }

    /// The number of a unit, counted from 0. As with an array, a unit that is not there ends the program.
    public subscript(unit: Int) -> Float {
        get { values[unit] }
        set { values[unit] = newValue }
    }

    /// The unit of the largest number; the first of several.
    public var largest: Int {
        var best = 0
        for index in values.indices where values[index] > values[best] { best = index }
        return best
    }

    /// The numbers as shares of 1: `exp(x)` over the sum of all. What a network trained by cross-entropy means by its
    /// scores.
    public var softmax: [Float] {
        let top = values.max() ?? 0
        let powers = values.map { expf($0 - top) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
