import Basics
import SpecCompiler

/// The unit in which a client counts the characters of a line.
public enum PositionEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"

    /// The encoding that both sides support with the least work; UTF-16 if a client offers none, as the protocol
    /// requires.
    static func chosen(among offered: [String]) -> PositionEncoding {
        offered.contains(utf8.rawValue) ? .utf8 : .utf16
    }
}

/// A position in a document as in the protocol: lines and characters from 0.
public struct Position: Hashable, Sendable, Comparable {
    public var line: Int
    public var character: Int

    public init(line: Int, character: Int) { (self.line, self.character) = (line, character) }

    public static func < (left: Position, right: Position) -> Bool {
        (left.line, left.character) < (right.line, right.character)
    }
}

/// Converts between byte offsets in a text and positions.
public struct PositionMap: Sendable {
    public let source: SourceFile
    public let encoding: PositionEncoding
    /// The number of bytes at the start that the client doesn't see: the byte-order mark of a file from disk.
    private let hidden: Int

    /// - Parameter isOnDisk: whether the bytes are from a file, whose byte-order mark editors omit. The text of an open
    ///   document comes from the client, so all of it counts.
    public init(_ source: SourceFile, _ encoding: PositionEncoding, isOnDisk: Bool = false) {
        self.source = source
        self.encoding = encoding
        hidden = isOnDisk ? source.byteOrderMarkLength : 0
    }

    /// The position of a byte. Inside a character, it is the character's start; outside the text, the nearer end.
    public func position(at offset: Int) -> Position {
        let bytes = source.bytes
        var offset = min(max(offset, 0), bytes.count)
        while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        let line = source.line(at: offset) - 1
        let start = max(source.lineStarts[line], min(hidden, bytes.count))
        // There is no position between the two bytes of a line ending, so it is the end of the line.
        let end = contentEnd(ofLine: line)
        return Position(line: line, character: units(from: start, to: min(max(offset, start), max(end, start))))
    }

    /// The offset of a position. A character after the line's end is its end; a line after the last is the text's end.
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

    /// The end of a line's text, without its line ending.
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
        encoding == .utf8 ? end - start : source.unitCount(from: start, to: end)
    }

    /// The length of the character that starts at `offset`.
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

    /// Nil if the value isn't a position.
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

    /// The byte range of a range in a message; nil if it isn't a range, or ends before it starts.
    func bytes(of range: JSON?) -> Range<Int>? {
        guard let start = Position(range?["start"]), let end = Position(range?["end"]), start <= end else { return nil }
        let lower = offset(of: start)
        return lower..<max(lower, offset(of: end))
    }
}
