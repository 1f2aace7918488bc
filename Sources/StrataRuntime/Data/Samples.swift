import CZlib

/// Samples and what is to be told of them.
public struct Samples: Sendable {
    /// The shape of one sample.
    public let shape: TensorShape
    /// Of images: all in turn, each channels x height x width. Empty for tables.
    public let pixels: [UInt8]
    /// Of tables: all rows in turn, as the network sees them. Empty for images.
    let numbers: [Float]
    /// The class of each sample, from 0, or of each pixel of each sample, row by row. Empty where numbers are to be told.
    public let labels: [UInt8]
    /// The number to be told of each sample, standardised. Empty where classes are to be told.
    let values: [Float]
    /// The file that the labels came from, for messages.
    let source: String

    /// How many samples there are.
    public let count: Int

    /// How many labels a sample has: one, or one a pixel.
    var labelsPerSample: Int { count == 0 ? 0 : labels.count / count }

    /// The CRC-32 of the labels.
    var labelChecksum: UInt32 {
        labels.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count))) }
    }

    /// Images with a label each.
    ///
    /// - Parameters:
    ///   - shape: height, width and channels of each image.
    ///   - pixels: all images in turn, each channels x height x width.
    ///   - labels: the class of each image, from 0.
    ///   - source: what messages call the labels.
    /// - Throws: `RuntimeError` if there are not as many pixels as the labelled images have.
    public init(shape: TensorShape, pixels: [UInt8], labels: [UInt8], source: String = "labels") throws {
        try self.init(shape: shape, pixels: pixels, labels: labels, count: labels.count, source: source)
    }

    /// Images with a label for each pixel of each.
    ///
    /// - Parameters:
    ///   - shape: height, width and channels of each image.
    ///   - pixels: all images in turn, each channels x height x width.
    ///   - labelMaps: the class of each pixel, from 0: height x width for each image in turn.
    ///   - source: what messages call the labels.
    /// - Throws: `RuntimeError` if the labels are no whole maps, or if there are not as many pixels as the labelled images
    ///   have.
    public init(shape: TensorShape, pixels: [UInt8], labelMaps: [UInt8], source: String = "labels") throws {
        let size = max(1, shape.height * shape.width)
        guard labelMaps.count.isMultiple(of: size) else {
            throw RuntimeError("\(source): \(labelMaps.count) labels are no maps of \(shape.height)x\(shape.width)")
        }
        try self.init(
            shape: shape, pixels: pixels, labels: labelMaps, count: labelMaps.count / size, source: source)
    }

    private init(shape: TensorShape, pixels: [UInt8], labels: [UInt8], count: Int, source: String) throws {
        guard Tensor.count(of: shape.axes + [count]) == pixels.count else {
            throw RuntimeError("\(source): \(count) images of \(shape) do not have \(pixels.count) pixels")
        }
        (self.shape, self.pixels, self.labels, self.count, self.source) = (shape, pixels, labels, count, source)
        (numbers, values) = ([], [])
    }

    /// The rows of a table.
    init(
        shape: TensorShape, numbers: [Float], count: Int, labels: [UInt8], values: [Float], source: String
    ) {
        (self.shape, self.numbers, self.count, self.source) = (shape, numbers, count, source)
        (self.labels, self.values) = (labels, values)
        pixels = []
    }
}

/// How a pixel's byte becomes the number that a network sees: `(byte / 255 − mean) / deviation`.
public struct PixelScaling: Hashable, Sendable {
    /// What is taken away, on a scale on which the largest byte is 1.
    public let mean: Float
    /// What is divided by then.
    public let deviation: Float

    /// A scaling by a mean and a deviation, both on a scale on which the largest byte is 1.
    public init(mean: Float, deviation: Float) {
        self.mean = mean
        self.deviation = deviation
    }

    /// 0…1 becomes −1…1. For sets whose statistics Strata does not know, since an evaluation alone must scale like the
    /// training did.
    public static let plain = PixelScaling(mean: 0.5, deviation: 0.5)

    /// The mean and the standard deviation over all pixels of Fashion-MNIST's 60,000 training images.
    public static let fashionMNIST = PixelScaling(mean: 0.2860, deviation: 0.3530)

    /// The number of every byte.
    var table: [Float] { (0...255).map { (Float($0) / 255 - mean) / deviation } }
}
