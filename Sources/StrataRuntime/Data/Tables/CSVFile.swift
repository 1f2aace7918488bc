import Basics
import OperatingSystem

/// A table in a CSV file, read strictly according to RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): fields may be
/// quoted, quotes inside them are doubled, lines end in LF or CRLF, and every row has the same number of fields.
///
/// Blank lines are skipped. A byte order mark at the start isn't part of the first field.
struct CSVFile {
    struct Field: Hashable {
        let text: String
        /// The line where it starts, from 1.
        let line: Int
        /// The column where it starts, in Unicode scalars from 1.
        let column: Int
        /// Whether it was quoted.
        let isQuoted: Bool
    }

    let path: String
    let rows: [[Field]]

    /// 1 GiB, because memory holds several copies of a table while it is read.
    private static let largest = 1 << 30

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
        var reader = CSVReader(bytes: bytes, path: path, separator: separator)
        rows = try reader.rows()
    }

    /// Returns the error for a mistake at a field.
    func mistake(at field: Field, _ message: String, advice: String) -> RuntimeError {
        RuntimeError("\(path):\(field.line):\(field.column): \(message)", advice: advice)
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        do throws(FileProblem) {
            let file = try InputFile(path)
            guard file.size <= largest else {
                throw FileProblem("it has more than \(largest.grouped) bytes")
            }
            return try file.bytes()
        } catch {
            throw RuntimeError(
                "\(path): the table can't be read: \(error)",
                advice: "Its path is relative to the spec's folder; --data FILE names another table.")
        }
    }
}

/// Reads a file's bytes in a single pass.
private struct CSVReader {
    let bytes: [UInt8]
    let path: String
    let separator: UInt8
    private var index = 0
    private var line = 1
    /// The start of the line, for computing columns.
    private var lineStart = 0

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(bytes: [UInt8], path: String, separator: UInt8) {
        (self.bytes, self.path, self.separator) = (bytes, path, separator)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (index, lineStart) = (3, 3) }
    }

    mutating func rows() throws -> [[CSVFile.Field]] {
        var rows: [[CSVFile.Field]] = []
        while index < bytes.count {
            if endLine() { continue }
            let row = try row()
            if let first = rows.first, row.count != first.count, let field = row.first {
                throw mistake(
                    field.line, field.column,
                    "this row has \(counted(row.count, "field")), but the first one has \(first.count)",
                    advice: row.count < first.count
                        ? "Add the missing fields; an empty field still needs its separator."
                        : "Put fields that contain a `\(name)` in double quotes, or remove the extra fields.")
            }
            rows.append(row)
        }
        return rows
    }

    private var name: String { separator == UInt8(ascii: "\t") ? "tab" : String(UnicodeScalar(separator)) }

    private mutating func row() throws -> [CSVFile.Field] {
        var fields = [try field()]
        while index < bytes.count, bytes[index] == separator {
            index += 1
            fields.append(try field())
        }
        if index < bytes.count, !endLine() {
            throw mistake(
                line, column(of: index), "unexpected text after a quoted field",
                advice: "Double the quotes inside a quoted field: \"\".")
        }
        return fields
    }

    /// Skips the end of a line, if there is one here.
    private mutating func endLine() -> Bool {
        var next = index
        if next < bytes.count, bytes[next] == Self.carriageReturn { next += 1 }
        guard next < bytes.count, bytes[next] == Self.newline else { return false }
        index = next + 1
        line += 1
        lineStart = index
        return true
    }

    private mutating func field() throws -> CSVFile.Field {
        let (start, firstLine, firstColumn) = (index, line, column(of: index))
        guard index < bytes.count, bytes[index] == Self.quote else {
            while index < bytes.count, bytes[index] != separator, bytes[index] != Self.newline {
                if bytes[index] == Self.quote {
                    throw mistake(
                        line, column(of: index), "unexpected quote in an unquoted field",
                        advice: "Put the whole field in double quotes, and double the quotes inside it.")
                }
                if bytes[index] == Self.carriageReturn, index + 1 < bytes.count, bytes[index + 1] == Self.newline {
                    break
                }
                index += 1
            }
            return try make(bytes[start..<index], firstLine, firstColumn, isQuoted: false)
        }
        index += 1
        var text: [UInt8] = []
        while true {
            guard index < bytes.count else {
                throw mistake(
                    firstLine, firstColumn, "the quote at the start of this field is never closed",
                    advice: "Close it, and double the quotes inside the field.")
            }
            let byte = bytes[index]
            index += 1
            if byte == Self.quote {
                guard index < bytes.count, bytes[index] == Self.quote else { break }
                index += 1
            } else if byte == Self.newline {
                line += 1
                lineStart = index
            }
            text.append(byte)
        }
        return try make(text[...], firstLine, firstColumn, isQuoted: true)
    }

    private func make(
        _ bytes: ArraySlice<UInt8>, _ line: Int, _ column: Int, isQuoted: Bool
    ) throws -> CSVFile.Field {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw mistake(
                line, column, "this field isn't valid UTF-8",
                advice: "Save the table as UTF-8, for example with iconv -f latin1 -t utf-8.")
        }
        return CSVFile.Field(text: text, line: line, column: column, isQuoted: isQuoted)
    }

    private func column(of place: Int) -> Int {
        bytes[lineStart..<place].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }

    private func mistake(_ line: Int, _ column: Int, _ message: String, advice: String) -> RuntimeError {
        RuntimeError("\(path):\(line):\(column): \(message)", advice: advice)
    }
}
