import Basics

/// Splits a stream of bytes into messages: `Content-Length: 17`, an empty line, seventeen bytes.
///
/// Any other input (a shell's output, a header without a length, an invalid length) is skipped up to the next valid
/// header.
public struct MessageFraming {
    public enum Item: Hashable, Sendable {
        /// The bytes of a message.
        case message([UInt8])
        /// The reason why a message was refused.
        case refused(String)
    }

    /// The maximum size of a message in bytes: a spec has at most a few megabytes, and JSON may double them.
    public static let largestMessage = 64 << 20
    /// The maximum length of a header line.
    private static let longestLine = 4096

    private var bytes: [UInt8] = []
    /// The start of the unprocessed bytes.
    private var start = 0
    /// The length in the header, if that was read already.
    private var length: Int?
    private var isInBody = false

    public init() {}

    public mutating func append(_ new: some Sequence<UInt8>) {
        if start > 0, start > bytes.count / 2 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: new)
    }

    /// The next complete message; nil if there is none yet.
    public mutating func next() -> Item? {
        while true {
            if isInBody, let length {
                guard bytes.count - start >= length else { return nil }
                let message = Array(bytes[start..<start + length])
                start += length
                (isInBody, self.length) = (false, nil)
                return .message(message)
            }
            guard let line = line() else { return nil }
            if line.isEmpty {
                isInBody = length != nil
            } else if let said = Self.contentLength(line) {
                guard let count = Int(said), count >= 0, count <= Self.largestMessage else {
                    length = nil
                    return .refused("invalid `Content-Length: \(said.prefix(40))`")
                }
                length = count
            }
        }
    }

    /// The next header line, without its line ending. If a line is too long, only its last bytes are kept.
    private mutating func line() -> ArraySlice<UInt8>? {
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            if bytes.count - start > Self.longestLine { start = bytes.count - 64 }
            return nil
        }
        var line = bytes[start..<end]
        start = end + 1
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line.suffix(Self.longestLine)
    }

    private static let field = Array("content-length:".utf8)

    /// The value of a `Content-Length` field, which can start anywhere on the line.
    private static func contentLength(_ line: ArraySlice<UInt8>) -> String? {
        guard line.count >= field.count else { return nil }
        for index in (line.startIndex...line.endIndex - field.count).reversed()
        where zip(line[index...], field).allSatisfy({ lowercase($0) == $1 }) {
            let value = line[(index + field.count)...].filter { $0 != 0x20 && $0 != 0x09 }
            return String(decoding: value, as: UTF8.self)
        }
        return nil
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// A message with its header.
    public static func framed(_ body: [UInt8]) -> [UInt8] {
        Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}
