import SpecText
import Testing

/// A spec is UTF-8 text; what is not is found at its first offending byte.
@Suite struct EncodingTests {
    @Test(
        arguments: [
            ("an overlong form", [0xC0, 0xAF], 1), ("a byte that begins nothing", [0x80], 1),
            ("half a character", [0xE2, 0x82], 1),
            ("a surrogate", [0xED, 0xA0, 0x80], 1), ("a code point past the last", [0xF4, 0x90, 0x80, 0x80], 1),
            ("Latin-1", [0xE9, 0x20], 1), ("a bell", [0x07], 1), ("an escape", [0x1B], 1), ("a zero", [0x00], 1),
            ("a delete", [0x7F], 1),
            ("a C1 control", [0xC2, 0x9B], 2), ("a byte-order mark inside", [0xEF, 0xBB, 0xBF], 3),
            ("a non-character", [0xEF, 0xBF, 0xBE], 3),
        ] as [(String, [UInt8], Int)])
    func anOffenderIsFoundWhereItStands(_ name: String, _ bytes: [UInt8], _ length: Int) {
        let before = Array("# \u{1F642}\nkey: ".utf8)
        let source = SourceFile(path: "test", bytes: before + bytes + Array("\nother: 1\n".utf8))
        let (document, diagnostics) = YAMLParser.parse(source)
        #expect(diagnostics.map(\.rule.name) == ["encoding"], "\(name)")
        #expect(diagnostics.map(\.span) == [Span(start: before.count, end: before.count + length)], "\(name)")
        #expect(!document.isComplete)
    }

    @Test(arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61]] as [[UInt8]])
    func aFileInUTF16SaysSo(_ bytes: [UInt8]) {
        let diagnostics = YAMLParser.parse(SourceFile(path: "test", bytes: bytes)).diagnostics
        #expect(diagnostics.map(\.rule.name) == ["encoding"])
        #expect(diagnostics.first?.message.contains("UTF-16") == true)
    }

    @Test(arguments: ["\u{85}", "\u{A0}", "\u{2028}", "\u{FFFD}", "\u{E000}", "\u{10FFFF}", "\u{1F642}"])
    func everyOtherCharacterMayStandInText(_ character: String) {
        let text = "key: \"a\(character)b\"\n"
        #expect(YAMLParser.parse(SourceFile(path: "test", text: text)).diagnostics == [])
    }

    @Test func aByteOrderMarkTakesNoColumn() {
        let source = SourceFile(path: "test", text: "\u{FEFF}key: 1\n")
        #expect(YAMLParser.parse(source).diagnostics == [])
        #expect(source.position(at: 3).column == 1)
        #expect(source.text(ofLine: 1) == "key: 1")
    }
}
