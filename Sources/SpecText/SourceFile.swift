import Basics

/// The bytes of one spec, with a table of its lines.
public struct SourceFile: Sendable {
    /// The path as the user gave it. Every finding starts with it.
    public let path: String
    /// The bytes as they were read, a byte-order mark included.
    public let bytes: [UInt8]
    /// The offset of each line's first byte. A line ends with LF, CRLF, or a lone CR, as in editors.
    public let lineStarts: [Int]
    /// 3 if the file starts with the UTF-8 byte-order mark, otherwise 0.
    public let byteOrderMarkLength: Int
    /// What is before every 64th byte, so that a column in a long line is found without walking the line; nil if every
    /// scalar is a byte.
    private let counts: [ScalarCount]?

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        lineStarts = Self.lineStarts(of: bytes)
        byteOrderMarkLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        counts = bytes.allSatisfy { $0 < 0x80 } ? nil : ScalarCount.all(in: bytes)
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
        let start = max(start, byteOrderMarkLength)
        guard end > start else { return 0 }
        return counts.map { $0.count(before: end, bytes).scalars - $0.count(before: start, bytes).scalars }
            ?? end - start
    }

    /// The number of UTF-16 code units of the scalars that start in a range of bytes.
    public func unitCount(from start: Int, to end: Int) -> Int {
        guard end > start else { return 0 }
        guard let counts else { return end - start }
        let (before, after) = (counts.count(before: start, bytes), counts.count(before: end, bytes))
        return after.scalars - before.scalars + after.pairs - before.pairs
    }

    /// The text of a 1-based line, without its line ending.
    public func text(ofLine line: Int) -> String { String(decoding: bytes[range(ofLine: line)], as: UTF8.self) }

    /// The bytes of a 1-based line, without its line ending and the byte-order mark.
    public func range(ofLine line: Int) -> Range<Int> {
        guard line >= 1, line <= lineStarts.count else { return 0..<0 }
        let start = line == 1 ? byteOrderMarkLength : lineStarts[line - 1]
        var end = line < lineStarts.count ? lineStarts[line] : bytes.count
        while end > start, bytes[end - 1].isLineBreak { end -= 1 }
        return start..<end
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
        // Of insertions at one place, the last comes first.
        let ordered = edits.filter { $0.span.file == file && $0.span.start >= 0 }.enumerated()
            .sorted { ($0.element.span.start, -$0.offset) < ($1.element.span.start, -$1.offset) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var written = 0
        for (_, edit) in ordered where edit.span.start >= written && edit.span.end <= bytes.count {
            result += bytes[written..<edit.span.start]
            result += edit.replacement.utf8
            written = edit.span.end
        }
        return SourceFile(path: path, bytes: result + bytes[written...])
    }
}

/// The scalars before a place in a text.
private struct ScalarCount: Sendable {
    /// The bytes between two places that are kept.
    static let distance = 64

    var scalars = 0
    /// Those that are two code units in UTF-16.
    var pairs = 0

    mutating func add(_ byte: UInt8) {
        if byte & 0xC0 != 0x80 { scalars += 1 }
        if byte >= 0xF0 { pairs += 1 }
    }

    static func all(in bytes: [UInt8]) -> [ScalarCount] {
        var counts: [ScalarCount] = []
        counts.reserveCapacity(bytes.count / distance + 1)
        var count = ScalarCount()
        for (index, byte) in bytes.enumerated() {
            if index % distance == 0 { counts.append(count) }
            count.add(byte)
        }
        if bytes.count % distance == 0 { counts.append(count) }
        return counts
    }
}

extension [ScalarCount] {
    fileprivate func count(before offset: Int, _ bytes: [UInt8]) -> ScalarCount {
        let place = offset / ScalarCount.distance
        var count = self[place]
        for byte in bytes[(place * ScalarCount.distance)..<offset] { count.add(byte) }
        return count
    }
}
