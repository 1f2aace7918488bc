import Basics
import OperatingSystem

/// A table in a CSV file, read strictly according to RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): fields may be
/// quoted, quotes inside them are doubled, lines end in LF or CRLF, and every row has the same number of fields.
///
/// Blank lines are skipped. A byte order mark at the start isn't part of the first field.
///
/// The file stays bytes: a field is a place in them, which becomes text only when the text is needed, and a line and a
/// column only for a message.
struct CSVFile {
    /// The bytes of a field, with its quotes.
    struct Field: Hashable {
        fileprivate let start: UInt32
        fileprivate let end: UInt32
    }

    let path: String
    let bytes: [UInt8]
    /// The number of fields in each row.
    let columns: Int
    /// The number of rows.
    let rows: Int
    /// All fields, row by row.
    private let fields: [Field]

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
        (self.path, self.bytes) = (path, bytes)
        let (fields, columns): ([Field], Int) = try bytes.withUnsafeBufferPointer { buffer in
            var reader = CSVReader(bytes: buffer, separator: separator)
            do throws(CSVReader.Mistake) {
                try reader.read()
            } catch {
                throw Self.error(path, buffer, at: error.place, error.message, advice: error.advice)
            }
            return (reader.fields, reader.columns)
        }
        (self.fields, self.columns) = (fields, columns)
        rows = columns == 0 ? 0 : fields.count / columns
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        do throws(FileProblem) {
            let file = try InputFile(path)
            guard file.size <= largest else {
                throw FileProblem("it has more than \(largest.grouped) bytes")
            }
            return try file.bytes(atMost: largest)
        } catch {
            throw RuntimeError(
                "\(path): the table can't be read: \(error)",
                advice: "Its path is relative to the spec's folder; --data FILE names another table.")
        }
    }

    // MARK: Fields

    /// Returns the field of a row and a column, both from 0.
    subscript(row: Int, column: Int) -> Field { fields[row * columns + column] }

    /// Returns whether a field was quoted.
    func isQuoted(_ field: Field) -> Bool { field.start < field.end && bytes[Int(field.start)] == CSVReader.quote }

    /// Returns where a field's bytes are, without its quotes and without spaces and tabs around it.
    func trimmed(_ field: Field) -> Range<Int> {
        let content = content(of: field)
        var (start, end) = (content.lowerBound, content.upperBound)
        while start < end, bytes[start].isSpaceOrTab { start += 1 }
        while end > start, bytes[end - 1].isSpaceOrTab { end -= 1 }
        return start..<end
    }

    /// Returns the text of a field as it was meant: without its quotes, and with one for each doubled one inside.
    func text(of field: Field) -> String { text(field, in: content(of: field)) }

    /// Returns the text of a field without spaces and tabs around it.
    func trimmedText(of field: Field) -> String { text(field, in: trimmed(field)) }

    private func content(of field: Field) -> Range<Int> {
        isQuoted(field) ? Int(field.start) + 1..<Int(field.end) - 1 : Int(field.start)..<Int(field.end)
    }

    private func text(_ field: Field, in content: Range<Int>) -> String {
        guard isQuoted(field) else { return String(decoding: bytes[content], as: UTF8.self) }
        var text: [UInt8] = []
        var index = content.lowerBound
        while index < content.upperBound {
            text.append(bytes[index])
            index += bytes[index] == CSVReader.quote ? 2 : 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    // MARK: Places

    /// Returns where a field starts, as people count: `3:14`.
    func place(of field: Field) -> String {
        let (line, column) = bytes.withUnsafeBufferPointer { Self.place($0, Int(field.start)) }
        return "\(line):\(column)"
    }

    /// Returns the error for a mistake at a field.
    func mistake(at field: Field, _ message: String, advice: String) -> RuntimeError {
        bytes.withUnsafeBufferPointer { Self.error(path, $0, at: Int(field.start), message, advice: advice) }
    }

    private static func error(
        _ path: String, _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ message: String, advice: String
    ) -> RuntimeError {
        let (line, column) = place(bytes, index)
        return RuntimeError("\(path):\(line):\(column): \(message)", advice: advice)
    }

    /// Returns the line of a byte, and its column in Unicode scalars, both from 1.
    private static func place(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (line: Int, column: Int) {
        let above = bytes[..<index]
        let start = above.lastIndex(of: CSVReader.newline).map { $0 + 1 } ?? CSVReader.start(of: bytes)
        return (
            above.reduce(1) { $1 == CSVReader.newline ? $0 + 1 : $0 },
            bytes[start..<index].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        )
    }
}

/// Finds the fields of a file's bytes in a single pass.
private struct CSVReader {
    /// What is wrong, and at which byte.
    struct Mistake: Error {
        let place: Int
        let message: String
        let advice: String
    }

    static let quote = UInt8(ascii: "\"")
    static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private(set) var fields: [CSVFile.Field] = []
    /// The number of fields in the first row.
    private(set) var columns = 0

    private let bytes: UnsafeBufferPointer<UInt8>
    private let separator: UInt8
    private var index: Int
    /// Whether a byte may be in an unquoted field and is ASCII text.
    private let isPlain: [Bool]

    init(bytes: UnsafeBufferPointer<UInt8>, separator: UInt8) {
        (self.bytes, self.separator) = (bytes, separator)
        index = Self.start(of: bytes)
        let special = [separator, Self.quote, Self.newline, Self.carriageReturn, 0]
        isPlain = (0...0xFF).map { $0 < 0x80 && !special.contains($0) }
    }

    /// Returns where the first field starts.
    static func start(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    }

    mutating func read() throws(Mistake) {
        while index < bytes.count {
            if endLine() { continue }
            let first = fields.count
            let place = index
            try readField()
            while index < bytes.count, bytes[index] == separator {
                index += 1
                try readField()
            }
            if index < bytes.count, !endLine() {
                throw Mistake(
                    place: index, message: "unexpected text after a quoted field",
                    advice: "Double the quotes inside a quoted field: \"\".")
            }
            try check(fields.count - first, at: place)
        }
    }

    private mutating func check(_ count: Int, at place: Int) throws(Mistake) {
        if columns == 0 { columns = count }
        guard count != columns else { return }
        throw Mistake(
            place: place,
            message: "this row has \(counted(count, "field")), but the first one has \(columns)",
            advice: count < columns
                ? "Add the missing fields; an empty field still needs its separator."
                : "Put fields that contain a `\(name)` in double quotes, or remove the extra fields.")
    }

    private var name: String { separator == UInt8(ascii: "\t") ? "tab" : String(UnicodeScalar(separator)) }

    /// Skips the end of a line, if there is one here.
    private mutating func endLine() -> Bool {
        var next = index
        if next < bytes.count, bytes[next] == Self.carriageReturn { next += 1 }
        guard next < bytes.count, bytes[next] == Self.newline else { return false }
        index = next + 1
        return true
    }

    private mutating func readField() throws(Mistake) {
        let start = index
        if index < bytes.count, bytes[index] == Self.quote { return try readQuotedField() }
        var isASCII = true
        while index < bytes.count {
            let byte = bytes[index]
            if isPlain[Int(byte)] {
                index += 1
                continue
            }
            if byte == separator || byte == Self.newline { break }
            switch byte {
            case Self.quote:
                throw Mistake(
                    place: index, message: "unexpected quote in an unquoted field",
                    advice: "Put the whole field in double quotes, and double the quotes inside it.")
            case Self.carriageReturn:
                if index + 1 < bytes.count, bytes[index + 1] == Self.newline {
                    return try add(start, isASCII: isASCII)
                }
                throw Mistake(
                    place: index, message: "unexpected carriage return without a line feed after it",
                    advice: "End each line in a line feed, alone or after a carriage return.")
            default:
                isASCII = false
                index += 1
            }
        }
        try add(start, isASCII: isASCII)
    }

    private mutating func readQuotedField() throws(Mistake) {
        let start = index
        index += 1
        var isASCII = true
        while true {
            guard index < bytes.count else {
                throw Mistake(
                    place: start, message: "the quote at the start of this field is never closed",
                    advice: "Close it, and double the quotes inside the field.")
            }
            let byte = bytes[index]
            index += 1
            if byte == Self.quote {
                guard index < bytes.count, bytes[index] == Self.quote else { break }
                index += 1
            } else if byte >= 0x80 || byte == 0 {
                isASCII = false
            }
        }
        try add(start, isASCII: isASCII)
    }

    /// Adds the field that ends here.
    private mutating func add(_ start: Int, isASCII: Bool) throws(Mistake) {
        if !isASCII { try checkText(start) }
        fields.append(
            CSVFile.Field(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: index)))
    }

    private func checkText(_ start: Int) throws(Mistake) {
        let field = UnsafeBufferPointer(rebasing: bytes[start..<index])
        // In UTF-16, every second byte of plain text is zero, and the file usually starts with a mark.
        if field.contains(0) || [[0xFF, 0xFE], [0xFE, 0xFF]].contains(where: { bytes.starts(with: $0) }) {
            throw Mistake(
                place: start, message: "this field contains a zero byte, so the file isn't UTF-8",
                advice: "Save the table as UTF-8, for example with iconv -f utf-16 -t utf-8.")
        }
        guard String(validating: field, as: UTF8.self) != nil else {
            throw Mistake(
                place: start, message: "this field isn't valid UTF-8",
                advice: "Save the table as UTF-8, for example with iconv -f latin1 -t utf-8.")
        }
    }
}
