import SpecText
import Testing

/// Lines end as in editors, and columns count Unicode scalars. Both start at 1.
@Suite struct SourceFileTests {
    @Test func linesEndWithLineFeedCarriageReturnOrBoth() {
        let source = SourceFile(path: "test", text: "a\nb\r\nc\rd")
        #expect((1...5).map(source.text(ofLine:)) == ["a", "b", "c", "d", ""])
        #expect([0, 2, 5, 7].map { source.line(at: $0) } == [1, 2, 3, 4])
    }

    @Test func aLineSeparatorDoesNotEndALine() {
        #expect(SourceFile(path: "test", text: "a\u{2028}b\u{85}c").lineStarts == [0])
    }

    @Test func columnsCountScalarsRatherThanBytes() {
        let source = SourceFile(path: "test", text: "\u{E9}\u{1F642}x")
        #expect([0, 2, 6, 7].map { source.position(at: $0).column } == [1, 2, 3, 4])
    }

    @Test(arguments: [-5, 3, 4, 100])
    func anOffsetOutsideTheFileIsClamped(_ offset: Int) {
        let position = SourceFile(path: "test", text: "abc").position(at: offset)
        #expect([position.line, position.column] == [1, offset < 0 ? 1 : 4])
    }

    @Test func aCharacterIsMarkedWhole() {
        let source = SourceFile(path: "test", text: "a\u{1F642}b")
        #expect(
            [0, 1, 2, 4, 5, 6, 99].map { source.text(at: source.characterSpan(at: $0)) } == [
                "a", "\u{1F642}", "\u{1F642}", "\u{1F642}", "b", "", "",
            ])
    }
}
