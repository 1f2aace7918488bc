import OperatingSystem

/// What a network computes for one sample. Each output of a network with several is a property, a `SampleTensor`:
///
/// ```swift
/// let answer = try predictor.predict(row)
/// print(answer.species.largest, answer.mass[0])
/// ```
public protocol NetworkOutput: Hashable, Sendable {
    /// The size of each output.
    static var shapes: [TensorShape] { get }
    /// Creates it from the values of each output, whose counts are known to match.
    init(outputs: [[Float]])
}

/// One sample's tensor as a type with a fixed size. Generated networks have two of them, `Input` and `Output`:
///
/// ```swift
/// var image = LeNet5.Input(repeating: 0)         // always 28x28x1
/// image[row: 3, column: 4, channel: 0] = 1
/// ```
public protocol SampleTensor: NetworkOutput {
    /// The size of every value of this type.
    static var shape: TensorShape { get }
    /// The values, `shape.count` of them. A feature map's are channel by channel, each row by row, as in PyTorch.
    var values: [Float] { get set }
    /// Creates a sample from values whose count is known to match the shape. `init(_:)` checks the count first.
    init(unchecked values: [Float])
}

extension SampleTensor {
    /// The number of values in a sample.
    public static var count: Int { shape.count }

    /// The size of the only output.
    public static var shapes: [TensorShape] { [shape] }

    /// Creates a sample from the values of the only output.
    public init(outputs: [[Float]]) { self.init(unchecked: outputs[0]) }

    /// Creates a sample from its values.
    ///
    /// - Parameter values: as many values as the shape has; for a feature map, channel by channel, each row by row.
    /// - Throws: `RuntimeError` if the count doesn't match the shape.
    public init(_ values: [Float]) throws {
        guard values.count == Self.count else {
            throw RuntimeError("\(Self.self) has \(Self.count) values (\(Self.shape)), not \(values.count)")
        }
        self.init(unchecked: values)
    }

    /// Creates a sample whose values are all the same.
    public init(repeating value: Float) {
        self.init(unchecked: [Float](repeating: value, count: Self.count))
    }
}

/// A sample that is a map: height x width x channels.
public protocol FeatureMap: SampleTensor {}

/// The order of an image's bytes.
public enum PixelOrder: Hashable, Sendable {
    /// Pixel by pixel, with the channels of each pixel together, as in image files and camera frames.
    case interleaved
    /// Channel by channel, each row by row.
    case planar
}

extension FeatureMap {
    /// The number of rows.
    public static var height: Int { shape.height }
    /// The number of columns.
    public static var width: Int { shape.width }
    /// The number of values at each position of the map.
    public static var channels: Int { shape.channels }

    /// Accesses the value at a position, counted from 0. As with an array, a position outside the map stops the
    /// program.
    public subscript(row row: Int, column column: Int, channel channel: Int) -> Float {
        get { values[Self.index(row, column, channel)] }
        set { values[Self.index(row, column, channel)] = newValue }
    }

    private static func index(_ row: Int, _ column: Int, _ channel: Int) -> Int {
        precondition(
            (0..<height).contains(row) && (0..<width).contains(column) && (0..<channels).contains(channel),
            "row \(row), column \(column), channel \(channel) is outside \(shape)")
        return (channel * height + row) * width + column
    }

    /// Creates a sample from an image.
    ///
    /// - Parameters:
    ///   - pixels: one byte per channel of each pixel, the top row first.
    ///   - order: the order of the bytes of a color image; it makes no difference for a grayscale one.
    ///   - scaling: the scaling of bytes, which must be the same as in training; `Predictor.scaling` has it.
    /// - Throws: `RuntimeError` if the number of bytes doesn't match the shape.
    public init(pixels: some Collection<UInt8>, order: PixelOrder = .interleaved, scaling: PixelScaling) throws {
        let (shape, count) = (Self.shape, pixels.count)
        guard count == shape.count else {
            throw RuntimeError("an image of \(shape) has \(shape.count) bytes, not \(count)")
        }
        // In another module, this initializer isn't specialized for the collection, so that accessing each byte through
        // it would take far longer than the conversion.
        let values =
            pixels.withContiguousStorageIfAvailable { scaling.values(of: $0, shape, order) }
            ?? Array(pixels).withUnsafeBufferPointer { scaling.values(of: $0, shape, order) }
        self.init(unchecked: values)
    }
}

extension PixelScaling {
    /// Returns the scaled values of an image's bytes, channel by channel.
    fileprivate func values(
        of bytes: UnsafeBufferPointer<UInt8>, _ shape: TensorShape, _ order: PixelOrder
    ) -> [Float] {
        let channels = order == .planar ? 1 : max(1, shape.channels)
        let plane = bytes.count / channels
        return [Float](unsafeUninitializedCapacity: bytes.count) { output, filled in
            table.withUnsafeBufferPointer { table in
                if channels == 1 {
                    for place in bytes.indices { output[place] = table[Int(bytes[place])] }
                } else {
                    for channel in 0..<channels {
                        for pixel in 0..<plane {
                            output[channel * plane + pixel] = table[Int(bytes[pixel * channels + channel])]
                        }
                    }
                }
            }
            filled = bytes.count
        }
    }
}

/// A sample that is a list of numbers, such as one score per class, or an embedding.
public protocol UnitVector: SampleTensor {}

extension UnitVector {
    /// The number of units.
    public static var units: Int { shape.count }

    /// Accesses the value of a unit, counted from 0. As with an array, an index out of range stops the program.
    public subscript(unit: Int) -> Float {
        get { values[unit] }
        set { values[unit] = newValue }
    }

    /// The index of the largest value; of equal values the first.
    public var largest: Int {
        var best = 0
        for index in values.indices where values[index] > values[best] { best = index }
        return best
    }

    /// The values normalized to probabilities, `exp(x)` divided by the sum over all units. A network trained with
    /// cross-entropy outputs the scores for these probabilities.
    public var softmax: [Float] {
        let top = values.max() ?? 0
        let powers = values.map { expf($0 - top) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
