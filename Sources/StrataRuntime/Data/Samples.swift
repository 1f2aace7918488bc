import Basics
import CZlib

/// Samples and their targets.
public struct Samples: Sendable {
    /// The shape of one sample.
    public let shape: TensorShape
    /// The pixels of all images in order, each channels x height x width. Empty for tables.
    public let pixels: [UInt8]
    /// The rows of a table in order, as the network sees them. Empty for images.
    let numbers: [Float]
    /// What the network's outputs are compared with: one target for each of them, or a single one for all.
    let targets: [Target]
    /// The file that the labels came from, for messages.
    let source: String

    /// The number of samples.
    public let count: Int

    /// What an output is compared with for all samples.
    struct Target: Hashable, Sendable {
        /// The class of each sample, from 0, or of each pixel of each sample, row by row. Empty if the targets are
        /// numbers.
        var labels: [UInt8] = []
        /// The target number of each sample, standardized. Empty if the targets are classes.
        var values: [Float] = []
    }

    /// The class of each sample, from 0, or of each pixel of each sample, row by row. Empty if the targets are numbers.
    /// Of several outputs, that of the first.
    public var labels: [UInt8] { targets[0].labels }

    /// The number of labels per sample: one, or one per pixel.
    var labelsPerSample: Int { labelsPerSample(of: targets[0]) }

    func labelsPerSample(of target: Target) -> Int { count == 0 ? 0 : target.labels.count / count }

    /// Returns what an output is compared with, by its place.
    func target(ofOutput number: Int) -> Target { targets[targets.count == 1 ? 0 : number] }

    /// The CRC-32 of the labels.
    var labelChecksum: UInt32 {
        labels.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count))) }
    }

    /// Creates images with one label each.
    ///
    /// - Parameters:
    ///   - shape: the height, width, and channels of each image.
    ///   - pixels: all images in order, each channels x height x width.
    ///   - labels: the class of each image, from 0.
    ///   - source: a name for the labels in messages.
    /// - Throws: `RuntimeError` if the number of pixels doesn't match the number of labels and the shape.
    public init(shape: TensorShape, pixels: [UInt8], labels: [UInt8], source: String = "labels") throws {
        try self.init(shape: shape, pixels: pixels, labels: labels, count: labels.count, source: source)
    }

    /// Creates images with one label per pixel.
    ///
    /// - Parameters:
    ///   - shape: the height, width, and channels of each image.
    ///   - pixels: all images in order, each channels x height x width.
    ///   - labelMaps: the class of each pixel, from 0: height x width for each image in order.
    ///   - source: a name for the labels in messages.
    /// - Throws: `RuntimeError` if the labels don't fill whole maps, or if the number of pixels doesn't match the
    ///   number of maps and the shape.
    public init(shape: TensorShape, pixels: [UInt8], labelMaps: [UInt8], source: String = "labels") throws {
        let size = max(1, shape.height * shape.width)
        guard labelMaps.count.isMultiple(of: size) else {
            throw RuntimeError(
                "\(source): \(counted(labelMaps.count, "label")) can't be split into maps of "
                    + "\(shape.height)x\(shape.width)")
        }
        try self.init(
            shape: shape, pixels: pixels, labels: labelMaps, count: labelMaps.count / size, source: source)
    }

    private init(shape: TensorShape, pixels: [UInt8], labels: [UInt8], count: Int, source: String) throws {
        guard Tensor.count(of: shape.axes + [count]) == pixels.count else {
            throw RuntimeError(
                "\(source): \(counted(count, "image")) of \(shape) can't have \(counted(pixels.count, "pixel"))")
        }
        (self.shape, self.pixels, self.count, self.source) = (shape, pixels, count, source)
        (targets, numbers) = ([Target(labels: labels)], [])
    }

    /// Creates the rows of a table.
    init(shape: TensorShape, numbers: [Float], count: Int, targets: [Target], source: String) {
        (self.shape, self.numbers, self.count, self.source) = (shape, numbers, count, source)
        (self.targets, pixels) = (targets, [])
    }
}

extension Samples {
    /// Converts images from the order of most files, in which the channels of a pixel are adjacent, to channels x height
    /// x width.
    static func planes(_ bytes: [UInt8], of shape: TensorShape) -> [UInt8] {
        let (size, channels) = (shape.count, shape.channels)
        guard channels > 1 else { return bytes }
        let pixels = size / channels
        return [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, filled in
            for place in bytes.indices {
                let (image, rest) = (place / size, place % size)
                buffer[image * size + rest % channels * pixels + rest / channels] = bytes[place]
            }
            filled = bytes.count
        }
    }
}

/// The scaling of a pixel's byte to the number that a network sees: `(byte / 255 − mean) / deviation`.
public struct PixelScaling: Hashable, Sendable {
    /// The mean, which is subtracted, on a scale from 0 to 1 for bytes from 0 to 255.
    public let mean: Float
    /// The standard deviation, on the same scale, by which the difference is divided.
    public let deviation: Float

    /// Creates a scaling from a mean and a standard deviation, both on a scale from 0 to 1 for bytes from 0 to 255.
    public init(mean: Float, deviation: Float) {
        self.mean = mean
        self.deviation = deviation
    }

    /// Maps 0…1 to −1…1. For data sets whose statistics Strata doesn't know: it needs no training data, so a later
    /// evaluation scales exactly as training did.
    public static let plain = PixelScaling(mean: 0.5, deviation: 0.5)

    /// The mean and the standard deviation over all pixels of Fashion-MNIST's 60,000 training images.
    public static let fashionMNIST = PixelScaling(mean: 0.2860, deviation: 0.3530)

    /// The scaled value of every byte.
    var table: [Float] { (0...255).map { (Float($0) / 255 - mean) / deviation } }
}
