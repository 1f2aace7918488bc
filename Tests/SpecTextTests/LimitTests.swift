import SpecText
import TestSupport
import Testing

/// What libyaml does not bound, we do: a hostile document ends fast, with one error that says why.
@Suite struct LimitTests {
    @Test(arguments: ["[", "{", "- ", "? ", "{a: ", "[[{b: "])
    func nestingWithoutEndIsOneErrorAtOnce(_ opening: String) {
        let text = String(repeating: opening, count: 200_000 / opening.count)
        let ((document, diagnostics), time) = Timed.run("\(opening) without end") {
            YAMLParser.parse(SourceFile(path: "test", text: text))
        }
        #expect(time < .seconds(1))
        #expect(diagnostics.map(\.rule.name) == ["document-limit"])
        #expect(!document.isComplete)
    }

    @Test func nestingUpToTheLimitIsRead() {
        let depth = YAMLLimits().depth
        func parse(_ depth: Int) -> [String] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            return YAMLParser.parse(SourceFile(path: "test", text: text)).diagnostics.map(\.rule.name)
        }
        #expect(parse(depth) == [])
        #expect(parse(depth + 1) == ["document-limit"])
    }

    @Test func aBombOfAliasesIsOneErrorAtOnce() {
        let text = BrokenText.aliasBomb
        let ((_, diagnostics), time) = Timed.run(text) { YAMLParser.parse(SourceFile(path: "test", text: text)) }
        #expect(time < .seconds(1))
        #expect(diagnostics.map(\.rule.name) == ["document-limit"])
    }

    @Test func aDocumentCanNotHoldItself() {
        let (_, diagnostics) = YAMLParser.parse(SourceFile(path: "test", text: "a: &a [1, *a]\n"))
        #expect(diagnostics.map(\.rule.name) == ["unknown-alias"])
    }

    @Test func aFileThatIsTooLargeIsRefusedBeforeItIsRead() {
        let text = [UInt8](repeating: 0x20, count: YAMLLimits().bytes + 1)
        #expect(
            YAMLParser.parse(SourceFile(path: "test", bytes: text)).diagnostics.map(\.rule.name) == ["document-limit"])
    }

    @Test func aMegabyteOfListsIsReadInASecond() {
        let text = String(repeating: "- 3x3 conv, 64\n", count: 70_000)
        let ((_, diagnostics), time) = Timed.run("a megabyte") {
            YAMLParser.parse(SourceFile(path: "test", text: text))
        }
        #expect(diagnostics == [])
        #expect(time < .seconds(5))
    }

    /// Arithmetic on parameters is walked through as a tree; its depth is bounded before any stack is.
    @Test(arguments: ["$c+", "$c*", "(", "${c}-"])
    func arithmeticWithoutEndIsNoNumber(_ piece: String) {
        let text = String(repeating: piece, count: 200_000) + "$c"
        let scalar = YAMLScalar(text: text, style: .plain, span: Span(start: 0, end: text.utf8.count), verbatimStart: 0)
        guard case .invalid = NotationParser.term(of: scalar)?.kind else {
            Issue.record("\(piece) is taken for a value")
            return
        }
    }
}
