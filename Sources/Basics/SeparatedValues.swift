/// A table as text, read strictly according to RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): fields may be quoted,
/// quotes inside them are doubled, lines end in LF or CRLF, and every row has the same number of fields.
///
/// Blank lines are skipped. A byte order mark at the start isn't part of the first field.
///
/// The text stays bytes: a field is a place in them, which becomes text only when the text is needed.
package struct SeparatedValues {
    /// The bytes of a field, with its quotes.
    package struct Field: Hashable {
        @usableFromInline let start: UInt32
        @usableFromInline let end: UInt32

        fileprivate init(start: UInt32, end: UInt32) { (self.start, self.end) = (start, end) }

        /// The place of its first byte.
        package var place: Int { Int(start) }
    }

    /// What is wrong, and at which byte.
    package struct Mistake: Error {
        package let place: Int
        package let message: String
        package let advice: String
    }

    package let bytes: [UInt8]
    /// The number of fields in each row.
    package let columns: Int
    /// The number of rows.
    package let rows: Int
    /// All fields, row by row.
    @usableFromInline let fields: [Field]

    /// The most bytes of a table: a place in it has 32 bits.
    package static let mostBytes = 1 << 30

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - separator: the byte between two fields of a row.
    ///   - isStart: whether the bytes are the start of a longer table. A row without an end is then left out.
    package init(_ bytes: [UInt8], separator: UInt8, isStart: Bool = false) throws(Mistake) {
        self.bytes = bytes
        let (fields, columns) = try bytes.withUnsafeBufferPointer { buffer throws(Mistake) -> ([Field], Int) in
            // A line may be cut in the middle of its end.
            let isCut = isStart && buffer.last == UInt8(ascii: "\r")
            let whole = UnsafeBufferPointer(rebasing: isCut ? buffer.dropLast() : buffer[...])
            var reader = SeparatedReader(bytes: whole, separator: separator, isStart: isStart)
            try reader.read()
            return (reader.fields, reader.columns)
        }
        (self.fields, self.columns) = (fields, columns)
        rows = columns == 0 ? 0 : fields.count / columns
    }

    // MARK: Fields

    /// Returns the field of a row and a column, both from 0.
    @inlinable package subscript(row: Int, column: Int) -> Field { fields[row * columns + column] }

    /// Returns whether a field was quoted.
    @inlinable package func isQuoted(_ field: Field) -> Bool {
        field.start < field.end && bytes[Int(field.start)] == UInt8(ascii: "\"")
    }

    /// Returns where a field's bytes are, without its quotes and without spaces and tabs around it.
    @inlinable package func trimmed(_ field: Field) -> Range<Int> {
        let content = content(of: field)
        var (start, end) = (content.lowerBound, content.upperBound)
        while start < end, bytes[start].isSpaceOrTab { start += 1 }
        while end > start, bytes[end - 1].isSpaceOrTab { end -= 1 }
        return start..<end
    }

    /// Returns the text of a field as it was meant: without its quotes, and with one for each doubled one inside.
    package func text(of field: Field) -> String { text(field, in: content(of: field)) }

    /// Returns the text of a field without spaces and tabs around it.
    package func trimmedText(of field: Field) -> String { text(field, in: trimmed(field)) }

    @usableFromInline func content(of field: Field) -> Range<Int> {
        isQuoted(field) ? Int(field.start) + 1..<Int(field.end) - 1 : Int(field.start)..<Int(field.end)
    }

    private func text(_ field: Field, in content: Range<Int>) -> String {
        guard isQuoted(field) else { return String(decoding: bytes[content], as: UTF8.self) }
        var text: [UInt8] = []
        var index = content.lowerBound
        while index < content.upperBound {
            text.append(bytes[index])
            index += bytes[index] == UInt8(ascii: "\"") ? 2 : 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    // MARK: Places

    /// Returns the line of a byte, and its column in Unicode scalars, both from 1.
    package func position(of place: Int) -> (line: Int, column: Int) { Self.position(of: place, in: bytes) }

    /// Returns the line of a byte of a text, and its column in Unicode scalars, both from 1.
    package static func position(of place: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
        bytes.withUnsafeBufferPointer { bytes in
            let above = bytes[..<place]
            let newline = UInt8(ascii: "\n")
            let start = above.lastIndex(of: newline).map { $0 + 1 } ?? SeparatedReader.start(of: bytes)
            return (
                above.reduce(1) { $1 == newline ? $0 + 1 : $0 },
                bytes[start..<place].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
            )
        }
    }
}

/// Finds the fields of a table's bytes in a single pass.
private struct SeparatedReader {
    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private(set) var fields: [SeparatedValues.Field] = []
    /// The number of fields in the first row.
    private(set) var columns = 0

    private let bytes: UnsafeBufferPointer<UInt8>
    private let separator: UInt8
    /// Whether the bytes are the start of a longer table, whose last row may be cut.
    private let isStart: Bool
    private var index: Int
    /// Whether a byte may be in an unquoted field and is ASCII text.
    private let isPlain: [Bool]

    init(bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, isStart: Bool) {
        (self.bytes, self.separator, self.isStart) = (bytes, separator, isStart)
        index = Self.start(of: bytes)
        let special = [separator, Self.quote, Self.newline, Self.carriageReturn, 0]
        isPlain = (0...0xFF).map { $0 < 0x80 && !special.contains($0) }
    }

    /// Returns where the first field starts.
    static func start(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    }

    mutating func read() throws(SeparatedValues.Mistake) {
        while index < bytes.count {
            if endLine() { continue }
            let first = fields.count
            let place = index
            try readField()
            while index < bytes.count, bytes[index] == separator {
                index += 1
                try readField()
            }
            if isStart, index == bytes.count {
                fields.removeLast(fields.count - first)
                return
            }
            if index < bytes.count, !endLine() {
                throw SeparatedValues.Mistake(
                    place: index, message: "unexpected text after a quoted field",
                    advice: "Double the quotes inside a quoted field: \"\".")
            }
            try check(fields.count - first, at: place)
        }
    }

    private mutating func check(_ count: Int, at place: Int) throws(SeparatedValues.Mistake) {
        if columns == 0 { columns = count }
        guard count != columns else { return }
        throw SeparatedValues.Mistake(
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

    private mutating func readField() throws(SeparatedValues.Mistake) {
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
                throw SeparatedValues.Mistake(
                    place: index, message: "unexpected quote in an unquoted field",
                    advice: "Put the whole field in double quotes, and double the quotes inside it.")
            case Self.carriageReturn:
                if index + 1 < bytes.count, bytes[index + 1] == Self.newline {
                    return try add(start, isASCII: isASCII)
                }
                throw SeparatedValues.Mistake(
                    place: index, message: "unexpected carriage return without a line feed after it",
                    advice: "End each line in a line feed, alone or after a carriage return.")
            default:
                isASCII = false
                index += 1
            }
        }
        try add(start, isASCII: isASCII)
    }

    private mutating func readQuotedField() throws(SeparatedValues.Mistake) {
        let start = index
        index += 1
        var isASCII = true
        while true {
            guard index < bytes.count else {
                if isStart { return try add(start, isASCII: true) }
                throw SeparatedValues.Mistake(
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
    private mutating func add(_ start: Int, isASCII: Bool) throws(SeparatedValues.Mistake) {
        if !isASCII, !isStart || index < bytes.count { try checkText(start) }
        fields.append(
            SeparatedValues.Field(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: index)))
    }

    private func checkText(_ start: Int) throws(SeparatedValues.Mistake) {
        let field = UnsafeBufferPointer(rebasing: bytes[start..<index])
        // In UTF-16, every second byte of plain text is zero, and the file usually starts with a mark.
        if field.contains(0) || [[0xFF, 0xFE], [0xFE, 0xFF]].contains(where: { bytes.starts(with: $0) }) {
            throw SeparatedValues.Mistake(
                place: start, message: "this field contains a zero byte, so the file isn't UTF-8",
                advice: "Save the table as UTF-8, for example with iconv -f utf-16 -t utf-8.")
        }
        guard String(validating: field, as: UTF8.self) != nil else {
            throw SeparatedValues.Mistake(
                place: start, message: "this field isn't valid UTF-8",
                advice: "Save the table as UTF-8, for example with iconv -f latin1 -t utf-8.")
        }
    }
}
