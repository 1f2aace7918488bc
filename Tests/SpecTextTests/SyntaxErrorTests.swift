import SpecText
import TestSupport
import Testing

/// A YAML syntax error is explained in plain words, and the text before it is still read.
@Suite struct SyntaxErrorTests {
    @Test(arguments: BrokenText.syntax)
    func anErrorIsExplainedInPlainWords(_ text: String) throws {
        let (_, diagnostics) = YAMLParser.parse(SourceFile(path: "test", text: text))
        for diagnostic in diagnostics {
            let texts = [diagnostic.message] + diagnostic.notes.map(\.message)
            for word in [
                "token", "scalar", "block mapping", "flow", "indicator", "stream", "while ", "did not find", "node",
            ] {
                #expect(!texts.contains { $0.contains(word) }, "\(texts) for \(text.debugDescription)")
            }
            #expect(diagnostic.help != nil, "\(diagnostic.message)")
        }
    }

    @Test func theTextBeforeAnErrorIsRead() throws {
        let text = "model: A\nbody:\n  - first\n  - second\n  - {third: [\n"
        let (document, diagnostics) = YAMLParser.parse(SourceFile(path: "test", text: text))
        #expect(diagnostics.count == 1)
        #expect(!document.isComplete)
        guard case .mapping(let pairs) = try #require(document.root).content,
            case .sequence(let items) = try #require(pairs.last).value.content
        else {
            Issue.record("the tree is not what was written")
            return
        }
        #expect(pairs.first?.value.scalar?.text == "A")
        #expect(items.prefix(2).compactMap(\.scalar?.text) == ["first", "second"])
    }

    @Test func aSizeWithAQuestionMarkInsideBracesGetsAFixThatWorks() throws {
        for text in ["{kernel: ?x?, filters: 3}", "{kernel: ?x?}", "{a: {b: ?}}", "{a: ?x?x3 }", "[{a: ?x7}, b]"] {
            let source = SourceFile(path: "test", text: "key: \(text)\n")
            let finding = try #require(YAMLParser.parse(source).diagnostics.first)
            #expect(finding.rule.name == "unquoted-unknown")
            let edit = try #require(finding.fixes.first?.edits.first)
            var bytes = source.bytes
            bytes.replaceSubrange(edit.span.start..<edit.span.end, with: Array(edit.replacement.utf8))
            #expect(YAMLParser.parse(SourceFile(path: "test", bytes: bytes)).diagnostics == [])
        }
    }

    @Test func aQuestionMarkInALineIsPlainText() {
        #expect(YAMLParser.parse(SourceFile(path: "test", text: "- ?x? conv, 64\n- expect ?x?x3\n")).diagnostics == [])
    }

    @Test func aSecondDocumentIsReportedAtItsStart() {
        for (text, written) in [("a: 1\n---\nb: 2\n", "---"), ("a: 1\n...\n\u{1F642}: 2\n", "\u{1F642}")] {
            let source = SourceFile(path: "test", text: text)
            let diagnostics = YAMLParser.parse(source).diagnostics
            #expect(diagnostics.map(\.rule.name) == ["yaml-syntax"])
            #expect(diagnostics.first.map { source.text(at: $0.span) } == written)
        }
    }

    @Test func theClosestAnchorIsSuggestedForAnUnknownAlias() throws {
        let source = SourceFile(path: "test", text: "- &convolution a\n- *convolutoin\n")
        let finding = try #require(YAMLParser.parse(source).diagnostics.first)
        #expect(finding.rule.name == "unknown-alias")
        #expect(source.text(at: finding.span) == "*convolutoin")
        #expect(finding.fixes.first?.edits.first?.replacement == "*convolution")
    }

    @Test(arguments: [
        ("3x3 conv, 8, relu", "missing `- ` before the item", "write `- 3x3 conv, 8, relu`"),
        ("fc 10, relu", "missing `- ` before the item", "write `- fc 10, relu`"),
        ("fc 10", "missing `:` after the key", "write `fc: 10`, or `- fc 10` for an item of the list"),
    ])
    func anItemWithoutItsDash(line: String, message: String, help: String) throws {
        let text = "body:\n  - flatten\n  \(line)\n  - relu\n"
        let finding = try #require(YAMLParser.parse(SourceFile(path: "test", text: text)).diagnostics.first)
        #expect(finding.message == message)
        #expect(finding.help == help)
    }
}
