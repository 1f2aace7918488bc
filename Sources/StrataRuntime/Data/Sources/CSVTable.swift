/// A CSV file with one sample per row, its features in columns, and one column as the target. The rows are split into
/// training and test samples.
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
