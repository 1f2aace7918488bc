/// A CSV file: a row a sample, its features in columns, and one column that is their target. Its rows are parted into training
/// and test.
struct CSVTable: DataReader {
    static let definition = DataSourceDefinition.csv
    private let table: Table

    init(_ call: Call) throws(CallProblem) {
        table = try Table(call)
    }

    func read(_ request: DataRequest) throws -> DataSet {
        var table = table
        table.path = request.place ?? table.path
        let answer: TableAnswer =
            switch request.task {
            case .classify, .decide: .classes
            case .predict: .number
            case .reproduce: .none
            }
        return try TableReader(table, answer: answer).dataSet(encoding: request.encoding)
    }
}
