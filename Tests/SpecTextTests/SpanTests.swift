import SpecText
import TestSupport
import Testing

/// Every key and value knows its place in the file's bytes, whatever surrounds it.
@Suite struct SpanTests {
    /// The same spec, as different editors save it.
    static let encodings: [Encoding] = [
        Encoding("line feeds") { $0 },
        Encoding("carriage returns and line feeds") { $0.replacing("\n", with: "\r\n") },
        Encoding("a byte-order mark") { "\u{FEFF}" + $0 },
        Encoding("a byte-order mark and characters of several bytes") { "\u{FEFF}# \u{1F642}\n" + $0 },
        Encoding("emoji") { $0.replacing("text", with: "t\u{1F642}xt\u{1F1E9}\u{1F1EA}") },
        Encoding("accents, composed and decomposed") { $0.replacing("text", with: "t\u{E9}x\u{301}t") },
        Encoding("line separators, which libyaml reads as line ends") { "# \u{2028}\u{2029}\u{85}\n" + $0 },
    ]

    struct Encoding: Sendable, CustomStringConvertible {
        let description: String
        let apply: @Sendable (String) -> String

        init(_ description: String, _ apply: @escaping @Sendable (String) -> String) {
            self.description = description
            self.apply = apply
        }
    }

    static let text = """
        # a comment
        plain: some text here
        'single': 'quoted text'
        "double": "quoted text"   # another
        list:
          - &anchored text 1
          - !!str text 2
          - *anchored
        flow: {a: text, b: [text, "text"]}
        nested:
          deeper: text
        ? complex
        : text

        """

    @Test(arguments: encodings)
    func textUnderThePlaceOfAScalarIsTheScalar(_ encoding: Encoding) throws {
        let source = SourceFile(path: "test", text: encoding.apply(Self.text))
        let (document, diagnostics) = YAMLParser.parse(source)
        #expect(diagnostics == [])
        let scalars = scalars(of: try #require(document.root))
        #expect(scalars.count == 21)
        for (scalar, _) in scalars {
            let written = source.text(at: scalar.span)
            switch scalar.style {
            case .plain: #expect(written == scalar.text)
            case .quoted: #expect(written.dropFirst().dropLast() == scalar.text)
            case .block: Issue.record("there is none")
            }
        }
    }

    @Test(arguments: encodings)
    func partsOfAScalarHaveTheirOwnPlace(_ encoding: Encoding) throws {
        let source = SourceFile(
            path: "test", text: encoding.apply("key: 3x3 conv, text\n\"other\": \"5x5 conv, text\"\n"))
        for scalar in scalars(of: try #require(YAMLParser.parse(source).document.root)).map(\.scalar) {
            for term in NotationParser.clauses(of: scalar).flatMap(\.terms) {
                #expect(source.text(at: term.span) == term.text)
            }
        }
    }

    @Test func anAliasHasItsOwnPlaceAndKnowsItsAnchor() throws {
        let source = SourceFile(path: "test", text: "- &a text\n- *a\n")
        let root = try #require(YAMLParser.parse(source).document.root)
        guard case .sequence(let items) = root.content else { throw Unexpected() }
        #expect(source.text(at: items[1].span) == "*a")
        #expect(items[1].anchor.map { source.text(at: $0) } == "text")
    }

    @Test(arguments: ["|\n  one\n  two\n", ">\n  one\n  two\n", "|-\n  one\n  two\n\n\n", ">+\n  one\n  two\n\n"])
    func aBlockOfTextExtendsFromItsIndicatorToItsLastWord(_ block: String) throws {
        let source = SourceFile(path: "test", text: "key: \(block)other: 1\n")
        let scalars = scalars(of: try #require(YAMLParser.parse(source).document.root)).map(\.scalar)
        let scalar = try #require(scalars.first { $0.style == .block })
        let written = source.text(at: scalar.span)
        #expect(written.first == block.first)
        #expect(written.hasSuffix("two"))
    }

    @Test func aTextOverTwoLinesIsMarkedWhole() throws {
        let source = SourceFile(path: "test", text: "key: one\n  two\n")
        let scalars = scalars(of: try #require(YAMLParser.parse(source).document.root)).map(\.scalar)
        #expect(scalars.last?.text == "one two")
        #expect(scalars.last.map { source.text(at: $0.span) } == "one\n  two")
    }

    @Test func aTextWithEscapesIsMarkedWholeAndHasNoPartsOfItsOwn() throws {
        let source = SourceFile(path: "test", text: #"key: "3x3\u0020conv""#)
        let scalars = scalars(of: try #require(YAMLParser.parse(source).document.root)).map(\.scalar)
        let scalar = try #require(scalars.last)
        #expect(scalar.text == "3x3 conv")
        #expect(scalar.verbatimStart == nil)
        #expect(NotationParser.clauses(of: scalar).flatMap(\.terms).allSatisfy { $0.span == scalar.span })
    }

    @Test func listsAndMappingsExtendFromTheirFirstToTheirLastCharacter() throws {
        let source = SourceFile(path: "test", text: "a:\n  - 1\n  - 2   # two\n\nb: [1, 2]\nc: {d: e}\n")
        guard case .mapping(let pairs) = try #require(YAMLParser.parse(source).document.root).content else {
            throw Unexpected()
        }
        #expect(pairs.map { source.text(at: $0.value.span) } == ["- 1\n  - 2", "[1, 2]", "{d: e}"])
    }

    private struct Unexpected: Error {}

    /// All scalars, keys too, in the order of the text.
    private func scalars(of node: YAMLNode) -> [(scalar: YAMLScalar, isAlias: Bool)] {
        switch node.content {
        case .scalar(let scalar): [(scalar, node.anchor != nil)]
        case .sequence(let items): items.flatMap(scalars)
        case .mapping(let pairs): pairs.flatMap { scalars(of: $0.key) + scalars(of: $0.value) }
        }
    }
}
