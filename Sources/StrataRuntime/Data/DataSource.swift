import OperatingSystem

/// How a kind of data is read. One file in `Data/Sources/` each, registered here.
protocol DataReader: Sendable {
    /// What the catalog knows of it.
    static var definition: DataSourceDefinition { get }

    /// Reads a call, which was checked against the definition.
    init(_ call: Call) throws(CallProblem)

    /// Reads the samples.
    ///
    /// - Throws: `RuntimeError` that says which file is missing and where it can be had, or what is wrong in which file.
    func read(_ request: DataRequest) throws -> DataSet
}

/// What is wanted of data.
struct DataRequest {
    /// A folder or file to read in place of the call's own.
    var place: String?
    var parts = DataSet.Parts.trainingAndTest
    /// What the network is to answer.
    var task: Task
    /// How the weights that are to be measured read a table's columns.
    var encoding: TableEncoding?
}

extension DataSource {
    /// Those that the runtime can read.
    static let readers = Registry<any DataReader.Type>(noun, [CSVTable.self, FashionMNIST.self, IDXFiles.self]) {
        $0.definition.syntax.key
    }

    /// - Throws: `RuntimeError` if the runtime doesn't know such data, or a value of it makes no sense.
    func reader() throws -> any DataReader {
        try checkValues()
        return try Self.readers[definition.syntax.key].init(call)
    }

    /// Reads the samples, as a classifier learns from them.
    ///
    /// - Parameters:
    ///   - folder: read from this folder, or this CSV file, instead.
    ///   - parts: what to read; evaluating needs only the test samples.
    /// - Throws: `RuntimeError` that says which file is missing and where it can be had, or what is wrong in which file.
    public func load(folder: String? = nil, parts: DataSet.Parts = .trainingAndTest) throws -> DataSet {
        try read(DataRequest(place: folder, parts: parts, task: .classify))
    }

    /// Reads the samples, and compares their labels with the number of classes where that is stated.
    func read(_ request: DataRequest) throws -> DataSet {
        let data = try reader().read(request)
        switch request.task {
        case .classify, .decide: if let classes = call.integer("classes") { try data.check(statedClasses: classes) }
        case .predict, .reproduce: break
        }
        return data
    }

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
}
