import SpecText
import TestSupport
import Testing

/// A spec is UTF-8 text; anything else is reported at the first offending byte.
@Suite struct EncodingTests {
    @Test(arguments: BrokenText.encoding.indices)
    func invalidBytesAreReportedAtTheirPlace(_ index: Int) {
        let (name, bytes) = BrokenText.encoding[index]
        // A byte that doesn't start a character is marked alone.
        let length = String(validating: bytes, as: UTF8.self) == nil ? 1 : bytes.count
        let before = Array("# \u{1F642}\nkey: ".utf8)
        let source = SourceFile(path: "test", bytes: before + bytes + Array("\nother: 1\n".utf8))
        let (document, diagnostics) = YAMLParser.parse(source)
        #expect(diagnostics.map(\.rule.name) == ["encoding"], "\(name)")
        #expect(diagnostics.map(\.span) == [Span(start: before.count, end: before.count + length)], "\(name)")
        #expect(!document.isComplete)
    }

    @Test(arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61]] as [[UInt8]])
    func aFileInUTF16IsReportedAsSuch(_ bytes: [UInt8]) {
        let diagnostics = YAMLParser.parse(SourceFile(path: "test", bytes: bytes)).diagnostics
        #expect(diagnostics.map(\.rule.name) == ["encoding"])
        #expect(diagnostics.first?.message.contains("UTF-16") == true)
    }

    @Test(arguments: ["\u{85}", "\u{A0}", "\u{2028}", "\u{FFFD}", "\u{E000}", "\u{10FFFF}", "\u{1F642}"])
    func textCanContainEveryOtherCharacter(_ character: String) {
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
