import Basics

/// Cuts a stream of bytes into messages: `Content-Length: 17`, an empty line, seventeen bytes.
///
/// Whatever else comes (noise of a shell, a header without a length, a length that can't be meant) is passed over up to the
/// next header that makes sense.
public struct MessageFraming {
    public enum Item: Hashable, Sendable {
        /// The bytes of a message.
        case message([UInt8])
        /// A message that is not taken, and why.
        case refused(String)
    }

    /// The most bytes of one message: a spec has at most a few megabytes, and JSON may double them.
    public static let largestMessage = 64 << 20
    /// The longest line of a header.
    private static let longestLine = 4096

    private var bytes: [UInt8] = []
    /// Where what has not been looked at begins.
    private var start = 0
    /// The length that the header says, as far as it has been read.
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

    /// The next message that has come in whole, or nothing.
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
                    return .refused("`Content-Length: \(said.prefix(40))` is no length of a message")
                }
                length = count
            }
        }
    }

    /// The next line of a header, without its end. Of a line that never ends the last bytes are kept.
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

    /// The value of a `Content-Length` field, wherever on the line it begins.
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

    /// A message as it is sent.
    public static func framed(_ body: [UInt8]) -> [UInt8] {
        Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}
