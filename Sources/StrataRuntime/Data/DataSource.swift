#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a training's samples come from.
public enum DataSource: Hashable, Sendable {
    /// Zalando's Fashion-MNIST (https://github.com/zalandoresearch/fashion-mnist): 60,000 training and 10,000 test images of
    /// clothes, 28x28x1, in ten classes, from the folder of Debian's package `dataset-fashion-mnist`.
    case fashionMNIST
    /// A folder with four IDX files, named and built like those of MNIST.
    case idx(folder: String)

    /// Where Debian's package `dataset-fashion-mnist` puts its files.
    public static let fashionMNISTFolder = "/usr/share/datasets/fashion-mnist"

    /// Reads the samples.
    ///
    /// - Parameters:
    ///   - folder: read the four files from here instead.
    ///   - parts: what to read; evaluating needs only the test samples.
    /// - Throws: `RuntimeError` that says which file is missing and where it can be had, or what is wrong in which file.
    public func load(folder: String? = nil, parts: DataSet.Parts = .trainingAndTest) throws -> DataSet {
        let place =
            switch self {
            case .fashionMNIST: folder ?? Self.fashionMNISTFolder
            case .idx(let own): folder ?? own
            }
        let files = try IDXFolder(place, isDebians: self == .fashionMNIST && folder == nil)
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
            scaling: self == .fashionMNIST || isFashion ? .fashionMNIST : .plain,
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
        let missing = Self.fileNames.filter { find($0) == nil }
        guard !missing.isEmpty else { return }
        let what =
            access(path, F_OK) == 0
            ? "\(path) lacks \(missing.joined(separator: ", "))" : "there is no folder \(path)"
        let names = Self.fileNames.joined(separator: ", ")
        let advice =
            "pass --data FOLDER with the four IDX files \(names), gzipped (.gz) or not"
        throw RuntimeError(
            isDebians ? "Fashion-MNIST is not installed: \(what)" : "the data is incomplete: \(what)",
            advice: "Install Debian's package dataset-fashion-mnist, or \(advice).")
    }

    private static let fileNames = [
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
    ]

    /// The file's path, with or without `.gz`, and with the dot that some copies have in place of the last-but-one hyphen.
    private func find(_ name: String) -> String? {
        let dotted = name.replacing(last: "-idx", by: ".idx")
        return [name, name + ".gz", dotted, dotted + ".gz"].map { "\(path)/\($0)" }.first { access($0, F_OK) == 0 }
    }

    private func file(_ name: String, dimensions: Int) throws -> (IDXFile, String) {
        guard let found = find(name) else { throw RuntimeError("\(path)/\(name): has gone") }
        return (try IDXFile(path: found, dimensions: dimensions), found)
    }

    func samples(_ part: Part) throws -> Samples {
        let (images, imagePath) = try file("\(part.rawValue)-images-idx3-ubyte", dimensions: 3)
        let (labels, labelPath) = try file("\(part.rawValue)-labels-idx1-ubyte", dimensions: 1)
        guard images.sizes[0] == labels.sizes[0] else {
            throw RuntimeError(
                "\(imagePath) has \(counted(images.sizes[0], "image")), but \(labelPath) has "
                    + counted(labels.sizes[0], "label"))
        }
        return try Samples(
            shape: TensorShape(height: images.sizes[1], width: images.sizes[2], channels: 1),
            pixels: images.bytes, labels: labels.bytes, source: labelPath)
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
