import OperatingSystem

/// A reader for one kind of data. Each has its own file in `Data/Sources/` and is registered here.
protocol DataReader: Sendable {
    /// The catalog's definition.
    static var definition: DataSourceDefinition { get }

    /// Creates a reader from a call that was checked against the definition.
    init(_ call: Call) throws(CallProblem)

    /// Reads the samples.
    ///
    /// - Throws: `RuntimeError` that says which file is missing and where to get it, or what is wrong in a file.
    func read(_ request: DataRequest) throws -> DataSet
}

/// The data to read.
struct DataRequest {
    /// A folder or file to read instead of the call's own.
    var place: String?
    var parts = DataSet.Parts.trainingAndTest
    /// What each output of the network learns.
    var objectives: [OutputTraining]
    /// The table encoding of the weights to be evaluated, if there is one.
    var encoding: TableEncoding?
    /// The checksum of the table that the weights to be evaluated were trained on, if it's known.
    var checksum: String?
}

extension DataSource {
    /// The readers in the runtime.
    static let readers = Registry<any DataReader.Type>(noun, [CSVTable.self, FashionMNIST.self, IDXFiles.self]) {
        $0.definition.syntax.key
    }

    /// Returns the reader for this data.
    ///
    /// - Throws: `RuntimeError` if there is no reader for it, or one of its values is invalid.
    func reader() throws -> any DataReader {
        try checkValues()
        return try Self.readers[definition.syntax.key].init(call)
    }

    /// Reads the samples, with classes as their targets.
    ///
    /// - Parameters:
    ///   - folder: a folder or CSV file to read instead.
    ///   - parts: the parts to read; an evaluation needs only the test samples. All rows of a CSV file that is read
    ///     instead are test samples.
    /// - Throws: `RuntimeError` that says which file is missing and where to get it, or what is wrong in a file.
    public func load(folder: String? = nil, parts: DataSet.Parts = .trainingAndTest) throws -> DataSet {
        try read(DataRequest(place: folder, parts: parts, objectives: TrainingSettings().objectives))
    }

    /// Reads the samples, and checks their labels against the number of classes, if it's given.
    func read(_ request: DataRequest) throws -> DataSet {
        if definition.samples != .rows, let column = request.objectives.lazy.compactMap(\.target.column).first {
            throw RuntimeError(
                "the target `\(column)` would be a column, but \(definition.syntax.key) has none",
                advice: "Write `target: label` for its classes, or `target: input` for the sample itself.")
        }
        let data = try reader().read(request)
        for (number, objective) in request.objectives.enumerated() where objective.target == .label {
            if !Task(objective).isNumeric, let classes = call.integer("classes") {
                try data.check(statedClasses: classes, ofOutput: number)
            }
        }
        return data
    }

    /// Returns the path of data located relative to a source file, for a program that may run in any folder.
    ///
    /// - Parameters:
    ///   - path: the path relative to the source file's folder; an absolute path is returned unchanged.
    ///   - sourceFile: `#filePath`. If it has no folder, because the compiler ran in the file's own folder, `path` is
    ///     returned unchanged, relative to the program's working directory.
    public static func path(_ path: String, from sourceFile: String) -> String {
        guard !path.hasPrefix("/"), let slash = sourceFile.lastIndex(of: "/") else { return path }
        let written = sourceFile[...slash]
        // On the machine with the sources, the path is normalized, and `..` leaves the folder that a link leads to.
        guard let resolved = File.absolutePath(String(written)) else { return written + path }
        var folder = resolved.split(separator: "/")
        var rest = path[...]
        while rest.hasPrefix("../"), !folder.isEmpty {
            folder.removeLast()
            rest = rest.dropFirst(3)
        }
        return "/" + (folder + [rest]).joined(separator: "/")
    }
}
