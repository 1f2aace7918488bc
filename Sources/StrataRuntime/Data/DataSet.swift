import CZlib

/// A labelled set of images, in memory as bytes.
public struct DataSet: Sendable {
    /// What to read of a data set.
    public enum Parts: Sendable {
        case trainingAndTest
        case test
    }

    /// As messages name it: `Fashion-MNIST`, or the folder it was read from.
    public let name: String
    /// The classes' names, where they are known.
    public let classNames: [String]?
    /// How a pixel becomes a number.
    public let scaling: PixelScaling
    /// The samples to learn from; nil if only the test samples were read.
    public let training: Samples?
    /// The samples to measure by.
    public let test: Samples

    public init(name: String, classNames: [String]?, scaling: PixelScaling, training: Samples?, test: Samples) {
        self.name = name
        self.classNames = classNames
        self.scaling = scaling
        self.training = training
        self.test = test
    }

    /// The ten classes of Fashion-MNIST, in the order of their labels.
    public static let fashionMNISTClasses = [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ]

    /// The CRC-32 of Fashion-MNIST's 10,000 test labels: a folder of IDX files can be any set, and only this one's classes
    /// have these names.
    static let fashionMNISTTestLabels: UInt32 = 0x242B_C73F

    /// - Throws: if the network cannot take these images or tell these classes apart.
    func check(fits network: NetworkGraph) throws {
        guard test.shape == network.input else {
            throw RuntimeError(
                "\(network.name) takes images of \(network.input), and those of \(name) are \(test.shape)")
        }
        guard network.output.dimensions.count == 1 else {
            throw RuntimeError(
                "\(network.name) ends in a map of \(network.output), and a classifier must end in one number a class")
        }
        for samples in [training, test].compactMap({ $0 }) {
            if let place = samples.labels.firstIndex(where: { $0 >= network.output.count }) {
                throw RuntimeError(
                    "\(samples.source): label \(samples.labels[place]) of sample \(grouped(place)) is not below "
                        + "\(network.output.count), the number of classes that \(network.name) can tell apart")
            }
        }
    }

    /// A name for each of `count` classes: the class's own, or its number.
    func classNames(_ count: Int) -> [String] {
        guard let classNames, classNames.count == count else { return (0..<count).map(String.init) }
        return classNames
    }
}

/// Images and their labels.
public struct Samples: Sendable {
    /// The shape of one image.
    public let shape: TensorShape
    /// All images in turn, each channels x height x width.
    public let pixels: [UInt8]
    /// The class of each image, from 0.
    public let labels: [UInt8]
    /// The file that the labels came from, for messages.
    let source: String

    public var count: Int { labels.count }

    /// The CRC-32 of the labels.
    var labelChecksum: UInt32 {
        labels.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count))) }
    }

    /// - Parameters:
    ///   - shape: of one image.
    ///   - pixels: all images in turn, each channels x height x width.
    ///   - labels: the class of each image, from 0.
    ///   - source: what messages call the labels.
    /// - Throws: if there are not as many pixels as the labelled images have.
    public init(shape: TensorShape, pixels: [UInt8], labels: [UInt8], source: String = "labels") throws {
        guard checkedProduct(shape.dimensions + [labels.count]) == pixels.count else {
            throw RuntimeError("\(source): \(labels.count) images of \(shape) do not have \(pixels.count) pixels")
        }
        self.shape = shape
        self.pixels = pixels
        self.labels = labels
        self.source = source
    }
}

/// How a pixel's byte becomes the number that a network sees: `(byte / 255 − mean) / deviation`.
public struct PixelScaling: Hashable, Sendable {
    public let mean: Float
    public let deviation: Float

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

/// Fills a network's input with chosen samples.
struct BatchFiller {
    let samples: Samples
    private let table: [Float]

    init(_ samples: Samples, scaling: PixelScaling) {
        self.samples = samples
        table = scaling.table
    }

    /// Writes the images of the samples `indices` one after another to the start of `input`, scaled, and zeros behind them.
    func fill(_ input: UnsafeMutableBufferPointer<Float>, with indices: some Collection<Int32>) {
        let size = samples.shape.count
        samples.pixels.withUnsafeBufferPointer { pixels in
            table.withUnsafeBufferPointer { table in
                var written = 0
                for index in indices {
                    let start = Int(index) * size
                    for pixel in 0..<size { input[written + pixel] = table[Int(pixels[start + pixel])] }
                    written += size
                }
                for rest in written..<input.count { input[rest] = 0 }
            }
        }
    }
}
