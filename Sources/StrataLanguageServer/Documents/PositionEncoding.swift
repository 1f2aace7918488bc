import Basics
import SpecCompiler

/// What a client counts the characters of a line in.
public enum PositionEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"

    /// The one that both sides know and that needs the least work; UTF-16 where a client offers none, as the protocol has it.
    static func chosen(among offered: [String]) -> PositionEncoding {
        offered.contains(utf8.rawValue) ? .utf8 : .utf16
    }
}

/// A place in a document as the protocol counts: lines and characters from 0.
public struct Position: Hashable, Sendable, Comparable {
    public var line: Int
    public var character: Int

    public init(line: Int, character: Int) { (self.line, self.character) = (line, character) }

    public static func < (left: Position, right: Position) -> Bool {
        (left.line, left.character) < (right.line, right.character)
    }
}

/// Turns byte offsets of a text into positions, and back.
public struct PositionMap: Sendable {
    public let source: SourceFile
    public let encoding: PositionEncoding
    /// Bytes at the beginning that the client does not see: the byte-order mark of a file that was read from disk.
    private let hidden: Int

    /// - Parameter isOnDisk: whether the bytes are a file's, of which an editor leaves the byte-order mark out. The text of
    ///   an open document is the client's own, and counted as it is.
    public init(_ source: SourceFile, _ encoding: PositionEncoding, isOnDisk: Bool = false) {
        self.source = source
        self.encoding = encoding
        hidden = isOnDisk ? source.byteOrderMarkLength : 0
    }

    /// The position of a byte. Inside a character it is the character's beginning; outside the text, the nearer end.
    public func position(at offset: Int) -> Position {
        let bytes = source.bytes
        var offset = min(max(offset, 0), bytes.count)
        while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        let line = source.line(at: offset) - 1
        let start = max(source.lineStarts[line], min(hidden, bytes.count))
        // Between the two bytes of a line's end there is no place: it is the end of the line.
        let end = contentEnd(ofLine: line)
        return Position(line: line, character: units(from: start, to: min(max(offset, start), max(end, start))))
    }

    /// The offset of a position. A character behind the line's end is its end; a line behind the last is the text's end.
    public func offset(of position: Position) -> Int {
        guard position.line >= 0 else { return 0 }
        guard position.line < source.lineStarts.count else { return source.bytes.count }
        var offset = max(source.lineStarts[position.line], min(hidden, source.bytes.count))
        let end = contentEnd(ofLine: position.line)
        var left = position.character
        while left > 0, offset < end {
            let length = min(scalarLength(at: offset), end - offset)
            left -= encoding == .utf8 ? length : length == 4 ? 2 : 1
            if left < 0 { break }
            offset += length
        }
        return offset
    }

    /// Where the text of a line ends, its line ending left out.
    public func contentEnd(ofLine line: Int) -> Int {
        let bytes = source.bytes
        guard line + 1 < source.lineStarts.count else { return bytes.count }
        var end = source.lineStarts[line + 1]
        let start = source.lineStarts[line]
        if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return end
    }

    private func units(from start: Int, to end: Int) -> Int {
        if encoding == .utf8 { return end - start }
        var count = 0
        for index in start..<max(start, end) {
            let byte = source.bytes[index]
            // What is a character of its own, or begins one of two or four bytes.
            if byte & 0xC0 != 0x80 { count += byte >= 0xF0 ? 2 : 1 }
        }
        return count
    }

    /// The length of the character that begins at `offset`.
    private func scalarLength(at offset: Int) -> Int {
        let bytes = source.bytes
        var length = 1
        while length < 4, offset + length < bytes.count, bytes[offset + length] & 0xC0 == 0x80 { length += 1 }
        return length
    }
}

// MARK: In messages

extension Position {
    var json: JSON { ["line": .integer(line), "character": .integer(character)] }

    /// Nil where the value is no position.
    init?(_ json: JSON?) {
        guard let line = json?["line"]?.integer, let character = json?["character"]?.integer, line >= 0, character >= 0
        else { return nil }
        self.init(line: line, character: character)
    }
}

extension PositionMap {
    func range(_ span: Span) -> JSON { range(span.start..<span.end) }

    func range(_ range: Range<Int>) -> JSON {
        ["start": position(at: range.lowerBound).json, "end": position(at: range.upperBound).json]
    }

    /// The bytes of a range of a message; nil where it is none, or ends before it begins.
    func bytes(of range: JSON?) -> Range<Int>? {
        guard let start = Position(range?["start"]), let end = Position(range?["end"]), start <= end else { return nil }
        let lower = offset(of: start)
        return lower..<max(lower, offset(of: end))
    }
}
