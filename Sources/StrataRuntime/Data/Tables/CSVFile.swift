import Basics
import OperatingSystem

/// A table in a CSV file.
struct CSVFile {
    typealias Field = SeparatedValues.Field

    let path: String
    let table: SeparatedValues

    var bytes: [UInt8] { table.bytes }
    /// The number of fields in each row.
    var columns: Int { table.columns }
    /// The number of rows.
    var rows: Int { table.rows }

    /// Reads a file.
    ///
    /// - Throws: `RuntimeError` with the file, line, and column, what is wrong there, and how to fix it.
    init(path: String, separator: UInt8) throws {
        try self.init(bytes: try Self.bytes(of: path), path: path, separator: separator)
    }

    /// Reads the contents of a file.
    ///
    /// - Parameter path: the file's name in messages.
    init(bytes: [UInt8], path: String, separator: UInt8) throws {
        self.path = path
        do throws(SeparatedValues.Mistake) {
            table = try SeparatedValues(bytes, separator: separator)
        } catch {
            let (line, column) = SeparatedValues.position(of: error.place, in: bytes)
            throw RuntimeError("\(path):\(line):\(column): \(error.message)", advice: error.advice)
        }
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        do throws(FileProblem) {
            let file = try InputFile(path)
            // Memory holds several copies of a table while it is read.
            let most = SeparatedValues.mostBytes
            guard file.size <= most else {
                throw FileProblem("it has more than \(most.grouped) bytes")
            }
            return try file.bytes(atMost: most)
        } catch {
            throw RuntimeError(
                "\(path): the table can't be read: \(error)",
                advice: "Its path is relative to the spec's folder; --data FILE names another table.")
        }
    }

    // MARK: Fields

    /// Returns the field of a row and a column, both from 0.
    subscript(row: Int, column: Int) -> Field { table[row, column] }

    /// Returns whether a field was quoted.
    func isQuoted(_ field: Field) -> Bool { table.isQuoted(field) }

    /// Returns where a field's bytes are, without its quotes and without spaces and tabs around it.
    func trimmed(_ field: Field) -> Range<Int> { table.trimmed(field) }

    /// Returns the text of a field as it was meant: without its quotes, and with one for each doubled one inside.
    func text(of field: Field) -> String { table.text(of: field) }

    /// Returns the text of a field without spaces and tabs around it.
    func trimmedText(of field: Field) -> String { table.trimmedText(of: field) }

    // MARK: Places

    /// Returns where a field starts, as people count: `3:14`.
    func place(of field: Field) -> String {
        let (line, column) = table.position(of: field.place)
        return "\(line):\(column)"
    }

    /// Returns the error for a mistake at a field.
    func mistake(at field: Field, _ message: String, advice: String) -> RuntimeError {
        RuntimeError("\(path):\(place(of: field)): \(message)", advice: advice)
    }
}
