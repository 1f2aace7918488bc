import Basics
import OperatingSystem

/// Where a training's samples come from.
public enum DataSource: Hashable, Sendable {
    /// Zalando's Fashion-MNIST (https://github.com/zalandoresearch/fashion-mnist): 60,000 training and 10,000 test images of
    /// clothes, 28x28x1, in ten classes, from the folder of Debian's package `dataset-fashion-mnist`.
    case fashionMNIST
    /// A folder with four IDX files, named and built like those of MNIST. Images are grey (idx3) or have channels as their last
    /// dimension (idx4); labels are one a sample (idx1) or maps with one a pixel (idx3).
    case idx(folder: String)
    /// A CSV file, its rows parted into training and test.
    case csv(Table)

    /// The path of data that is known by where it lies beside a source file, for a program that may run in any folder.
    ///
    /// - Parameters:
    ///   - path: as seen from the source file's folder; one from the root of the file system stays as it is.
    ///   - sourceFile: `#filePath`. A path of a compiler that ran in the file's own folder, and has no folder in it, leaves
    ///     the data to be seen from the folder that the program runs in.
    public static func path(_ path: String, from sourceFile: String) -> String {
        guard !path.hasPrefix("/"), let slash = sourceFile.lastIndex(of: "/") else { return path }
        let written = sourceFile[...slash]
        // On the machine of the sources the path is made short, and `..` leads out of the folder that a link leads to.
        guard let resolved = File.absolutePath(String(written)) else { return written + path }
        var folder = resolved.split(separator: "/")
        var rest = path[...]
        while rest.hasPrefix("../"), !folder.isEmpty {
            folder.removeLast()
            rest = rest.dropFirst(3)
        }
        return "/" + (folder + [rest]).joined(separator: "/")
    }

    /// Where Debian's package `dataset-fashion-mnist` puts its files.
    public static let fashionMNISTFolder = "/usr/share/datasets/fashion-mnist"

    /// Reads the samples, as a classifier learns from them.
    ///
    /// - Parameters:
    ///   - folder: read from this folder, or this CSV file, instead.
    ///   - parts: what to read; evaluating needs only the test samples.
    /// - Throws: `RuntimeError` that says which file is missing and where it can be had, or what is wrong in which file.
    public func load(folder: String? = nil, parts: DataSet.Parts = .trainingAndTest) throws -> DataSet {
        try load(place: folder, parts: parts, for: TrainingOptions(data: self))
    }

    /// Reads the samples.
    ///
    /// - Parameters:
    ///   - place: read from this folder, or this CSV file, instead.
    ///   - parts: what to read; evaluating needs only the test samples.
    ///   - options: what is to be told of the samples.
    ///   - encoding: how the weights that are to be measured read a table's columns.
    /// - Throws: `RuntimeError` that says which file is missing and where it can be had, or what is wrong in which file.
    func load(
        place: String? = nil, parts: DataSet.Parts = .trainingAndTest, for options: TrainingOptions,
        encoding: TableEncoding? = nil
    ) throws -> DataSet {
        switch self {
        case .fashionMNIST:
            return try Self.images(in: place ?? Self.fashionMNISTFolder, parts: parts, isDebians: place == nil, self)
        case .idx(let folder):
            return try Self.images(in: place ?? folder, parts: parts, isDebians: false, self)
        case .csv(var table):
            table.path = place ?? table.path
            let answer: TableAnswer =
                switch Task(options) {
                case .classify, .decide: .classes
                case .predict: .number
                case .reproduce: .none
                }
            return try TableReader(table, answer: answer).dataSet(encoding: encoding)
        }
    }

    private static func images(
        in place: String, parts: DataSet.Parts, isDebians: Bool, _ source: DataSource
    ) throws -> DataSet {
        let files = try IDXFolder(place, isDebians: isDebians)
        let test = try files.samples(.test)
        let training = parts == .test ? nil : try files.samples(.training)
        if let training, training.shape != test.shape {
            throw RuntimeError(
                "\(place): the training images are \(training.shape) and the test images \(test.shape); both must be alike"
            )
        }
        let isFashion = test.labelChecksum == DataSet.fashionMNISTTestLabels
        return DataSet(
            name: isFashion ? "Fashion-MNIST" : place,
            classNames: isFashion ? DataSet.fashionMNISTClasses : nil,
            scaling: source == .fashionMNIST || isFashion ? .fashionMNIST : .plain,
            training: training, test: test)
    }
}

/// The four IDX files in a folder, each found under any of the names in use.
private struct IDXFolder {
    enum Part: String {
        case training = "train"
        case test = "t10k"
    }

    let path: String

    /// - Throws: if the folder or one of the files is missing: what is missing, and both ways to get it.
    init(_ path: String, isDebians: Bool) throws {
        self.path = path
        let missing = Self.fileNames.filter { names in names.allSatisfy { find($0) == nil } }.map { $0[0] }
        guard !missing.isEmpty else { return }
        let what =
            File.kind(path) != nil
            ? "\(path) lacks \(missing.joined(separator: ", "))" : "there is no folder \(path)"
        let names = Self.fileNames.map { $0[0] }.joined(separator: ", ")
        let advice =
            "pass --data FOLDER with the four IDX files \(names), gzipped (.gz) or not"
        throw RuntimeError(
            isDebians ? "Fashion-MNIST is not installed: \(what)" : "the data is incomplete: \(what)",
            advice: "Install Debian's package dataset-fashion-mnist, or \(advice).")
    }

    /// The names that each of the four files may have: grey images or such with channels, labels or maps of labels.
    private static let fileNames = [Part.training, .test].flatMap { part in
        [
            [3, 4].map { "\(part.rawValue)-images-idx\($0)-ubyte" },
            [1, 3].map { "\(part.rawValue)-labels-idx\($0)-ubyte" },
        ]
    }

    /// The file's path, with or without `.gz`, and with the dot that some copies have in place of the last-but-one hyphen.
    private func find(_ name: String) -> String? {
        let dotted = name.replacing(last: "-idx", by: ".idx")
        return [name, name + ".gz", dotted, dotted + ".gz"].map { Path.join(path, $0) }.first { File.kind($0) != nil }
    }

    /// The file, with the first number of dimensions that there is one for.
    private func file(_ stem: String, dimensions: [Int]) throws -> (IDXFile, String) {
        for count in dimensions {
            guard let found = find("\(stem)-idx\(count)-ubyte") else { continue }
            return (try IDXFile(path: found, dimensions: count), found)
        }
        throw RuntimeError("\(path)/\(stem): has gone")
    }

    func samples(_ part: Part) throws -> Samples {
        let (images, imagePath) = try file("\(part.rawValue)-images", dimensions: [3, 4])
        let (labels, labelPath) = try file("\(part.rawValue)-labels", dimensions: [1, 3])
        guard images.sizes[0] == labels.sizes[0] else {
            throw RuntimeError(
                "\(imagePath) has \(counted(images.sizes[0], "image")), but \(labelPath) has "
                    + counted(labels.sizes[0], "label"))
        }
        let (height, width) = (images.sizes[1], images.sizes[2])
        let channels = images.sizes.count == 4 ? images.sizes[3] : 1
        let shape = TensorShape(height: height, width: width, channels: channels)
        let pixels = channels == 1 ? images.bytes : Self.planes(images.bytes, height * width, channels)
        guard labels.sizes.count == 3 else {
            return try Samples(shape: shape, pixels: pixels, labels: labels.bytes, source: labelPath)
        }
        guard labels.sizes[1] == height, labels.sizes[2] == width else {
            throw RuntimeError(
                "\(labelPath) has maps of \(labels.sizes[1])x\(labels.sizes[2]), and the images are \(height)x\(width)")
        }
        return try Samples(shape: shape, pixels: pixels, labelMaps: labels.bytes, source: labelPath)
    }

    /// Channels one after another in place of pixels one after another.
    private static func planes(_ bytes: [UInt8], _ pixels: Int, _ channels: Int) -> [UInt8] {
        let size = pixels * channels
        return [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, filled in
            for place in bytes.indices {
                let (image, rest) = (place / size, place % size)
                buffer[image * size + rest % channels * pixels + rest / channels] = bytes[place]
            }
            filled = bytes.count
        }
    }
}

extension String {
    fileprivate func replacing(last part: String, by replacement: String) -> String {
        var start = endIndex
        while start > startIndex {
            start = index(before: start)
            if self[start...].hasPrefix(part) {
                return self[..<start] + replacement + self[index(start, offsetBy: part.count)...]
            }
        }
        return self
    }
}
