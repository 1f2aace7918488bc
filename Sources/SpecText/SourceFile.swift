/// The bytes of one spec, with a table of its lines.
public struct SourceFile: Sendable {
    /// The path as the user gave it. Every finding starts with it.
    public let path: String
    /// The bytes as they were read, a byte-order mark included.
    public let bytes: [UInt8]
    /// The offset of each line's first byte. A line ends with LF, CRLF, or a lone CR, as in editors.
    public let lineStarts: [Int]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        lineStarts = Self.lineStarts(of: bytes)
    }

    public init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// A position as people count it: line and column start at 1, and columns count Unicode scalars.
    public struct Position: Hashable, Sendable {
        public var line: Int
        public var column: Int
    }

    /// The 1-based line of the byte at `offset`. Offsets outside the file are clamped to its ends.
    public func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The line and column of the byte at `offset`. A byte-order mark has no column.
    public func position(at offset: Int) -> Position {
        let offset = min(max(offset, 0), bytes.count)
        let line = line(at: offset)
        return Position(line: line, column: scalarCount(from: lineStarts[line - 1], to: offset) + 1)
    }

    /// The number of Unicode scalars that start in a range of bytes, without the byte-order mark.
    public func scalarCount(from start: Int, to end: Int) -> Int {
        var count = 0
        for index in max(start, byteOrderMarkLength)..<max(start, byteOrderMarkLength, end)
        where bytes[index] & 0xC0 != 0x80 {
            count += 1
        }
        return count
    }

    /// The text of a 1-based line, without its line ending.
    public func text(ofLine line: Int) -> String {
        guard line >= 1, line <= lineStarts.count else { return "" }
        let start = line == 1 ? byteOrderMarkLength : lineStarts[line - 1]
        var end = line < lineStarts.count ? lineStarts[line] : bytes.count
        while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The text of the line of the byte at `offset`, without surrounding whitespace.
    public func lineSpan(at offset: Int, file: Int = 0) -> Span {
        let line = line(at: offset)
        var start = line == 1 ? byteOrderMarkLength : lineStarts[line - 1]
        var end = line < lineStarts.count ? lineStarts[line] : bytes.count
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        while start < end, bytes[start] <= 0x20 { start += 1 }
        return Span(file: file, start: start, end: end)
    }

    /// The whole character at `offset`; empty at the end of the file.
    public func characterSpan(at offset: Int, file: Int = 0) -> Span {
        var start = min(max(offset, 0), bytes.count)
        while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        var end = min(start + 1, bytes.count)
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return Span(file: file, start: start, end: end)
    }

    /// The text of a span, which is clamped to the file.
    public func text(at span: Span) -> String {
        let start = min(max(span.start, 0), bytes.count)
        return String(decoding: bytes[start..<min(max(span.end, start), bytes.count)], as: UTF8.self)
    }

    /// 3 if the file starts with the UTF-8 byte-order mark, otherwise 0.
    public var byteOrderMarkLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    private static func lineStarts(of bytes: [UInt8]) -> [Int] {
        var starts = [0]
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r") {
                let isFirstOfTwo =
                    bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count
                    && bytes[index + 1] == UInt8(ascii: "\n")
                if !isFirstOfTwo { starts.append(index + 1) }
            }
        }
        return starts
    }
}

extension SourceFile {
    /// The file with the edits applied. They must not overlap; edits of other files are ignored.
    public func applying(_ edits: [Diagnostic.Edit], file: Int = 0) -> SourceFile {
        var result = bytes
        for edit in edits.filter({ $0.span.file == file }).sorted(by: { $0.span.start > $1.span.start })
        where edit.span.start >= 0 && edit.span.end <= result.count {
            result.replaceSubrange(edit.span.start..<edit.span.end, with: Array(edit.replacement.utf8))
        }
        return SourceFile(path: path, bytes: result)
    }
}
