/// A folder with four IDX files, with the names and structure of MNIST's.
struct IDXFiles: DataReader {
    static let definition = DataSourceDefinition.idx
    private let folder: String

    init(_ call: Call) throws(CallProblem) {
        folder = try call.value("folder")
    }

    func read(_ request: DataRequest) throws -> DataSet {
        try IDXFolder(request.place ?? folder, isDebians: false).dataSet(request.parts)
    }
}
