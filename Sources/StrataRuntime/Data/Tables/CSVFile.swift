import Basics
import OperatingSystem

/// A table in a file of separated values, read strictly as RFC 4180 has it (https://www.rfc-editor.org/rfc/rfc4180): fields may
/// stand in quotes, a quote in them is doubled, lines end in LF or CRLF, and every row has the same number of fields.
///
/// Blank lines are passed over. A byte order mark at the start is no part of the first field.
struct CSVFile {
    struct Field: Hashable {
        let text: String
        /// Where it begins, from 1; the column in Unicode scalars.
        let line: Int
        let column: Int
        /// Whether it stood in quotes.
        let isQuoted: Bool
    }

    let path: String
    let rows: [[Field]]

    /// 1 GiB: a table is held in memory several times over while it is read.
    private static let largest = 1 << 30

    /// - Throws: `RuntimeError` with file, line and column, what is wrong there and how to mend it.
    init(path: String, separator: UInt8) throws {
        try self.init(bytes: try Self.bytes(of: path), path: path, separator: separator)
    }

    /// - Parameter path: as messages call it.
    init(bytes: [UInt8], path: String, separator: UInt8) throws {
        self.path = path
        var reader = CSVReader(bytes: bytes, path: path, separator: separator)
        rows = try reader.rows()
    }

    /// A mistake at a field.
    func mistake(at field: Field, _ message: String, advice: String) -> RuntimeError {
        RuntimeError("\(path):\(field.line):\(field.column): \(message)", advice: advice)
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        do throws(FileProblem) {
            let file = try InputFile(path)
            guard file.size <= largest else {
                throw FileProblem("a table may have \(largest.grouped) bytes, and this one has more")
            }
            return try file.bytes()
        } catch {
            throw RuntimeError(
                "\(path): the table cannot be read: \(error)",
                advice: "Its path is taken from the folder of the spec; --data FILE names another table.")
        }
    }
}

/// Goes through a file's bytes once.
private struct CSVReader {
    let bytes: [UInt8]
    let path: String
    let separator: UInt8
    private var index = 0
    private var line = 1
    /// Where the line begins, for columns.
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
                    "this row has \(counted(row.count, "field")), and the first one has \(first.count)",
                    advice: row.count < first.count
                        ? "Add what is missing; an empty field keeps its separator."
                        : "Put fields that hold a `\(name)` in double quotes, or remove what is too much.")
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
                line, column(of: index), "this stands behind the quote that ends a field",
                advice: "A quote inside of a quoted field is doubled: \"\".")
        }
        return fields
    }

    /// Steps over the end of a line, if one is here.
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
                        line, column(of: index), "a quote in the middle of a field that does not begin with one",
                        advice: "Put the whole field in double quotes, and double those inside of it.")
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
                    firstLine, firstColumn, "the quote that begins this field is never closed",
                    advice: "Close it, and double the quotes inside of the field.")
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
                line, column, "this field is no text in UTF-8",
                advice: "Save the table as UTF-8, e.g. with iconv -f latin1 -t utf-8.")
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
