import CZlib
import OperatingSystem

/// A CSV file with one sample per row, its features in columns, and one column as the target. The rows are split into
/// training and test samples, unless the test samples have a file of their own.
struct CSVTable: DataReader {
    static let definition = DataSourceDefinition.csv
    private let table: Table

    init(_ call: Call) throws(CallProblem) {
        table = try Table(call)
    }

    func read(_ request: DataRequest) throws -> DataSet {
        var table = table
        if let place = request.place { (table.path, table.testPath) = (place, nil) }
        let answers = request.objectives.map { TableAnswer($0) }
        let reader = try TableReader(table, answers: answers)
        var data: DataSet
        if let path = table.testPath {
            var other = table
            other.path = path
            data = try reader.dataSet(testedOn: TableReader(other, answers: answers), encoding: request.encoding)
        } else if request.parts == .test, request.place != nil, Self.checksum(table.path) != request.checksum {
            // Rows that the weights weren't trained on: all of them are test rows.
            data = try reader.testSet(encoding: request.encoding)
        } else {
            data = try reader.dataSet(encoding: request.encoding)
        }
        data.checksum = Self.checksum(table.path)
        return data
    }

    /// Returns the CRC-32 of a file, by which a table is recognized; nil if the file can't be read.
    private static func checksum(_ path: String) -> String? {
        guard let bytes = try? InputFile(path).bytes() else { return nil }
        return bytes.withUnsafeBufferPointer { String(crc32(0, $0.baseAddress, UInt32(clamping: $0.count)), radix: 16) }
    }
}
