import SpecCompiler
import TestSupport
import Testing

@testable import StrataLanguageServer

@Suite("Transport")
struct TransportTests {
    static func messages(_ bytes: some Sequence<UInt8>) -> [MessageFraming.Item] {
        var framing = MessageFraming()
        framing.append(bytes)
        var items: [MessageFraming.Item] = []
        while let item = framing.next() { items.append(item) }
        return items
    }

    @Test("messages come out as they went in, however the stream is split")
    func cutStreams() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let bodies = (0..<generator.pick(1...5)).map { _ in
                (0..<generator.pick(0...40)).map { _ in UInt8(generator.pick(0...255)) }
            }
            let stream = bodies.flatMap(MessageFraming.framed)
            var framing = MessageFraming()
            var items: [MessageFraming.Item] = []
            var start = 0
            while start < stream.count {
                let end = min(stream.count, start + generator.pick(1...20))
                framing.append(stream[start..<end])
                while let item = framing.next() { items.append(item) }
                start = end
            }
            #expect(items == bodies.map { .message($0) })
        }
    }

    @Test(
        "noise before a message is skipped",
        arguments: [
            "hello\n", "\n\n\r\n", "Content-Type: x\r\n", "warning: a shell says Content",
            "Content-Length: 5\r\nfoo: bar\r\n",
            "X-Content-Length 3\r\n\r\n", String(repeating: "x", count: 100_000),
        ])
    func noise(_ noise: String) {
        let items = Self.messages(Array(noise.utf8) + MessageFraming.framed(Array("{}".utf8)))
        #expect(items == [.message(Array("{}".utf8))])
    }

    @Test(
        "an implausible length is rejected, and the next message is read",
        arguments: ["99999999999999999999", "-1", "999999999999", "many", ""])
    func absurdLength(_ length: String) {
        let items = Self.messages(
            Array("Content-Length: \(length)\r\n\r\n".utf8) + MessageFraming.framed(Array("{}".utf8)))
        #expect(items.count == 2)
        #expect(items.last == .message(Array("{}".utf8)))
    }

    @Test("an incomplete last message is never a message")
    func endsEarly() {
        let framed = MessageFraming.framed(Array("{\"a\": 1}".utf8))
        for count in 0..<framed.count { #expect(Self.messages(framed.prefix(count)).isEmpty) }
    }
}

@Suite("Positions")
struct PositionTests {
    static let texts = [
        "", "a", "a\n", "a\r\nb", "a\rb\n\nc", "é🙂x\n🙂", "\u{FEFF}model: x\n", "a\u{2028}b\u{85}c\n", "👩‍👩‍👧‍👧\r\n  - x",
    ]

    @Test("a byte's position leads back to the byte, in every encoding", arguments: texts, PositionEncoding.allCases)
    func thereAndBack(_ text: String, _ encoding: PositionEncoding) {
        let source = SourceFile(path: "test", text: text)
        let map = PositionMap(source, encoding)
        for offset in 0...source.bytes.count {
            let isInside = offset < source.bytes.count && source.bytes[offset] & 0xC0 == 0x80
            let isInLineEnd =
                offset > 0 && offset < source.bytes.count && source.bytes[offset - 1] == 0x0D
                && source.bytes[offset] == 0x0A
            if isInside || isInLineEnd { continue }
            #expect(map.offset(of: map.position(at: offset)) == offset)
        }
    }

    @Test("characters are counted as UTF-16 does")
    func countsUnits() {
        let text = "é🙂x"
        let map = PositionMap(SourceFile(path: "test", text: text), .utf16)
        #expect(map.position(at: text.utf8.count) == Position(line: 0, character: text.utf16.count))
        // The middle of a pair counts as its start.
        #expect(map.offset(of: Position(line: 0, character: 2)) == 2)
    }

    @Test("any position is a place in the text", arguments: texts)
    func clamps(_ text: String) {
        let source = SourceFile(path: "test", text: text)
        let map = PositionMap(source, .utf16)
        for line in [0, 1, 7, Int.max] {
            for character in [0, 1, 2, 99, Int.max] {
                let offset = map.offset(of: Position(line: line, character: character))
                #expect((0...source.bytes.count).contains(offset))
            }
        }
    }

    @Test("the byte-order mark of a file on disk isn't a character, but that of a text is")
    func byteOrderMark() {
        let source = SourceFile(path: "test", text: "\u{FEFF}a")
        #expect(PositionMap(source, .utf16, isOnDisk: true).position(at: 3).character == 0)
        #expect(PositionMap(source, .utf16).position(at: 3).character == 1)
    }

    @Test("partial changes produce the text of the editor", arguments: PositionEncoding.allCases)
    func incrementalChanges(_ encoding: PositionEncoding) {
        var generator = SeededGenerator(seed: 3)
        let pieces = ["", "x", "é", "🙂", "\n", "\r\n", "  - relu\n", "\u{FEFF}", "abc"]
        for _ in 0..<100 {
            var text = Self.texts[generator.pick(0...Self.texts.count - 1)]
            let document = Document(uri: "untitled:1", text: text, version: 1, encoding: encoding)
            for _ in 0..<10 {
                let map = PositionMap(SourceFile(path: "", text: text), encoding)
                // Places between characters, as in an editor.
                let places =
                    text.unicodeScalars.indices.map { text.utf8.distance(from: text.startIndex, to: $0) }
                    .filter { map.offset(of: map.position(at: $0)) == $0 } + [text.utf8.count]
                let (one, other) = (generator.pick(places), generator.pick(places))
                let range = min(one, other)..<max(one, other)
                let new = generator.pick(pieces)
                document.change([["range": map.range(range), "text": .string(new)]], version: nil)
                var bytes = Array(text.utf8)
                bytes.replaceSubrange(range, with: Array(new.utf8))
                text = String(decoding: bytes, as: UTF8.self)
                #expect(document.source.bytes == Array(text.utf8))
            }
        }
    }
}
