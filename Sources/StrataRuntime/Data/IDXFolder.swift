import Basics
import OperatingSystem

/// The four IDX files in a folder, each under any of its usual names.
struct IDXFolder {
    enum Part: String {
        case training = "train"
        case test = "t10k"
    }

    let path: String

    /// Finds the files in a folder.
    ///
    /// - Throws: `RuntimeError` if the folder or a file is missing, naming what is missing and both ways to get it.
    init(_ path: String, isDebians: Bool) throws {
        self.path = path
        let missing = Self.fileNames.filter { names in names.allSatisfy { find($0) == nil } }.map { $0[0] }
        guard !missing.isEmpty else { return }
        let what =
            File.kind(path) != nil
            ? "\(path) lacks \(missing.joined(separator: ", "))" : "there is no folder \(path)"
        let names = Self.fileNames.map { $0[0] }.joined(separator: ", ")
        if !isDebians, let image = Self.image(in: path, depth: 2) {
            throw RuntimeError(
                "\(path) has image files such as \(image), but Strata reads images from IDX files",
                advice: "Convert them to the four files \(names). docs/tutorial.md has a script for it.")
        }
        let folder = "pass --data FOLDER with the four IDX files \(names), gzipped (.gz) or not."
        throw isDebians
            ? RuntimeError(
                "Fashion-MNIST is not installed: \(what)",
                advice: "Install Debian's package dataset-fashion-mnist, or \(folder)")
            : RuntimeError("the data is incomplete: \(what)", advice: folder.capitalizedFirst)
    }

    /// Returns the path of an image file in a folder or, up to a depth, in its first folders; nil if there is none.
    private static func image(in path: String, depth: Int) -> String? {
        let names = (try? Folder.names(in: path)) ?? []
        let suffixes = [".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".ppm", ".pgm"]
        if let name = names.first(where: { name in suffixes.contains { name.lowercased().hasSuffix($0) } }) {
            return name
        }
        guard depth > 0 else { return nil }
        return names.lazy.filter { File.kind(Path.join(path, $0)) == .folder }.prefix(10).compactMap { folder in
            image(in: Path.join(path, folder), depth: depth - 1).map { Path.join(folder, $0) }
        }.first
    }

    /// The names that each of the four files can have: grayscale images or images with channels, labels or maps of
    /// labels.
    private static let fileNames = [Part.training, .test].flatMap { part in
        [
            [3, 4].map { "\(part.rawValue)-images-idx\($0)-ubyte" },
            [1, 3].map { "\(part.rawValue)-labels-idx\($0)-ubyte" },
        ]
    }

    /// Returns the file's path, with or without `.gz`, and with the dot that some copies have instead of a hyphen
    /// before `idx`.
    private func find(_ name: String) -> String? {
        let dotted = name.replacing(last: "-idx", by: ".idx")
        return [name, name + ".gz", dotted, dotted + ".gz"].map { Path.join(path, $0) }.first { File.kind($0) != nil }
    }

    /// Reads the file with the first number of dimensions for which there is one.
    private func file(_ stem: String, dimensions: [Int]) throws -> (IDXFile, String) {
        for count in dimensions {
            guard let found = find("\(stem)-idx\(count)-ubyte") else { continue }
            return (try IDXFile(path: found, dimensions: count), found)
        }
        throw RuntimeError("\(path)/\(stem): no longer exists")
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
        let pixels = Samples.planes(images.bytes, of: shape)
        guard labels.sizes.count == 3 else {
            return try Samples(shape: shape, pixels: pixels, labels: labels.bytes, source: labelPath)
        }
        guard labels.sizes[1] == height, labels.sizes[2] == width else {
            throw RuntimeError(
                "\(labelPath) has maps of \(labels.sizes[1])x\(labels.sizes[2]), but the images are \(height)x\(width)")
        }
        return try Samples(shape: shape, pixels: pixels, labelMaps: labels.bytes, source: labelPath)
    }

    /// Reads the samples in the folder.
    ///
    /// - Parameter scaling: the scaling of pixels; if nil, that of the data set if it's a known one, or the plain one.
    func dataSet(_ parts: DataSet.Parts, scaling: PixelScaling? = nil) throws -> DataSet {
        let test = try samples(.test)
        let training = parts == .test ? nil : try samples(.training)
        if let training, training.shape != test.shape {
            throw RuntimeError(
                "\(path): the training images are \(training.shape), but the test images are \(test.shape)")
        }
        let isFashion = test.labelChecksum == FashionMNIST.testLabels
        let known = isFashion ? FashionMNIST.definition.dataSet : nil
        return DataSet(
            name: isFashion ? FashionMNIST.definition.syntax.title : path, classNames: known?.classNames,
            scaling: scaling ?? (isFashion ? .fashionMNIST : .plain), training: training, test: test)
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
