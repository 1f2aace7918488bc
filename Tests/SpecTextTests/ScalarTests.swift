import SpecText
import Testing

/// Scalars are taken literally, without YAML 1.1's surprises.
@Suite struct ScalarTests {
    @Test(arguments: ["no", "on", "Yes", "010", "0o17", "0x10", "3:3", "1e3", "~", "null", "2001-01-01", ".5", "1_000"])
    func plainTextStaysAsWritten(_ text: String) throws {
        let root = try #require(YAMLParser.parse(SourceFile(path: "test", text: "key: \(text)\n")).document.root)
        guard case .mapping(let pairs) = root.content else {
            Issue.record("not a mapping")
            return
        }
        #expect(pairs.first?.value.scalar?.text == text)
        #expect(pairs.first?.value.scalar?.isEmpty == false)
    }

    @Test(
        arguments: [
            ("64", .integer(64)), ("010", .integer(10)), ("0", .integer(0)), ("1e3", .decimal(1000)),
            ("1e-3", .decimal(0.001)),
            (".5", .decimal(0.5)), ("-1", .decimal(-1)), ("5.", .decimal(5)), ("3x5", .size([.known(3), .known(5)])),
            ("?x?x3", .size([.unknown, .unknown, .known(3)])), ("?", .size([.unknown])),
            ("120-84", .widths([120, 84])),
            ("2x", .times(2)), ("conv", .word), ("no", .word), ("~", .word), ("relu6", .word), ("\u{1F642}", .word),
        ] as [(String, NotationTerm.Kind)])
    func aTermIsWhatItLooksLike(_ text: String, _ kind: NotationTerm.Kind) {
        #expect(term(text)?.kind == kind)
    }

    @Test(arguments: [
        "0x10", "3:3", "3x", "x3x3", "1_000", "12a", "1e", "--3", "3x-1", "3x3x", "1-", "9223372036854775808",
    ])
    func textThatIsNotANumberIsNeverReadAsOne(_ text: String) {
        switch term(text)?.kind {
        case .invalid, .word, .times: break
        // `0x10` is the size zero by ten, and rejected as such; it is never sixteen.
        case .size(let size): #expect(text == "0x10" && size == [.known(0), .known(10)])
        case let kind: Issue.record("\(text) is read as \(String(describing: kind))")
        }
    }

    @Test func aSlashMakesAStride() {
        #expect(term("/2")?.isStride == true)
        #expect(term("/2")?.text == "2")
        #expect(term("/2")?.writtenText == "/2")
        #expect(term("/conv")?.isWord == false)
    }

    @Test func commasSeparateClauses() {
        #expect(
            clauses("3x3  conv,64 ,\t/2,pad 1").map { $0.terms.map(\.writtenText) } == [
                ["3x3", "conv"], ["64"], ["/2"], ["pad", "1"],
            ])
        #expect(clauses("a,,b,").map(\.terms.count) == [1, 0, 1, 0])
    }

    private func term(_ text: String) -> NotationTerm? { NotationParser.term(of: scalar(text)) }
    private func clauses(_ text: String) -> [NotationClause] { NotationParser.clauses(of: scalar(text)) }

    private func scalar(_ text: String) -> YAMLScalar {
        YAMLScalar(text: text, style: .plain, span: Span(start: 0, end: text.utf8.count), verbatimStart: 0)
    }
}
