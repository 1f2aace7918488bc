import SpecText
import TestSupport
import Testing

/// We enforce limits that libyaml doesn't: a hostile document is rejected fast, with one error that gives the reason.
@Suite struct LimitTests {
    @Test(arguments: ["[", "{", "- ", "? ", "{a: ", "[[{b: "])
    func endlessNestingIsOneFastError(_ opening: String) {
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

    @Test func anAliasBombIsOneFastError() {
        let text = BrokenText.aliasBomb
        let ((_, diagnostics), time) = Timed.run(text) { YAMLParser.parse(SourceFile(path: "test", text: text)) }
        #expect(time < .seconds(1))
        #expect(diagnostics.map(\.rule.name) == ["document-limit"])
    }

    @Test func aDocumentCanNotContainItself() {
        let (_, diagnostics) = YAMLParser.parse(SourceFile(path: "test", text: "a: &a [1, *a]\n"))
        #expect(diagnostics.map(\.rule.name) == ["unknown-alias"])
    }

    @Test func aFileThatIsTooLargeIsRejectedBeforeItIsRead() {
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

    /// Arithmetic on parameters is walked as a tree, so its depth is limited before it exhausts the stack.
    @Test(arguments: ["$c+", "$c*", "(", "${c}-"])
    func endlessArithmeticIsRejected(_ piece: String) {
        let text = String(repeating: piece, count: 200_000) + "$c"
        let scalar = YAMLScalar(text: text, style: .plain, span: Span(start: 0, end: text.utf8.count), verbatimStart: 0)
        guard case .invalid = NotationParser.term(of: scalar)?.kind else {
            Issue.record("\(piece) is read as a value")
            return
        }
    }
}
