import SpecCompiler
import TestSupport
import Testing

/// One example for each effect of formatting.
@Suite struct ExampleTests {
    private func expect(_ text: String, becomes result: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(formatted(text) == result, sourceLocation: sourceLocation)
        #expect(formatted(result) == result, sourceLocation: sourceLocation)
    }

    @Test func theSpecsOfThePagesAreFormatted() {
        for path in ["README.md", "docs/language.md", "docs/formatter.md"] {
            let blocks = Repository.text(of: path).split(separator: "```yaml\n").dropFirst()
            #expect(!blocks.isEmpty)
            for block in blocks {
                let spec = String(block[..<(block.firstRange(of: "```")?.lowerBound ?? block.endIndex)])
                #expect(firstDifference(formatted(spec), spec) == nil, "\(path)")
            }
        }
    }

    @Test func indentationAndSpacesBecomeUniform() {
        expect(
            "model:   A\ninput: 8x8x1\nbody:\n-   3x3 conv,8 , /2\n-  repeat:  2\n   layers:\n     - relu\n     -    tanh",
            becomes:
                "model: A\ninput: 8x8x1\nbody:\n  - 3x3 conv, 8, /2\n  - repeat: 2\n    layers:\n      - relu\n      - tanh\n"
        )
    }

    @Test func arithmeticLosesItsSpaces() {
        #expect(
            formattedBody(
                "- 1x1 conv,channels / 2", "- fc   (channels + 16)*2,relu", "- 1x1 conv, channels, relu",
                "- conv: {kernel: 1x1, filters: channels + 4, activation: relu}")
                == [
                    "- 1x1 conv, channels/2", "- fc (channels+16)*2, relu", "- 1x1 conv, channels, relu",
                    "- 1x1 conv, channels+4, relu",
                ])
    }

    @Test func aListInAListContinuesTheLine() {
        expect(
            "body:\n  - branches:\n    -\n      - relu\n      - tanh\n    - []\n    join: add\n",
            becomes: "body:\n  - branches:\n      - - relu\n        - tanh\n      - []\n    join: add\n")
    }

    @Test func consecutiveBlankLinesBecomeOne() {
        expect(
            "\n\nmodel: A\n\n\n\ninput: 8\n# remark\n\nhead:\n\n  - fc 3\n\n\n",
            becomes: "model: A\n\ninput: 8\n# remark\n\nhead:\n\n  - fc 3\n")
    }

    @Test func theOrderOfKeysStays() {
        let text = "input: 8\nhead:\n  - repeat: 2\n    layers:\n      - fc 8\nmodel: A\n"
        expect(text, becomes: text)
    }

    // MARK: Comments

    @Test func aCommentBetweenTwoListsStaysWithItsList() {
        expect(
            "body:\n    - relu\n    # of the body\n\n# of the head\nhead:\n    # first\n    - fc 3\n",
            becomes: "body:\n  - relu\n  # of the body\n\n# of the head\nhead:\n  # first\n  - fc 3\n")
    }

    @Test func commentsCanPrecedeTheFirstKeyAndFollowTheLastLine() {
        expect("#first\nmodel: A\nhead: [fc 3]\n  # last\n", becomes: "#first\nmodel: A\nhead: [fc 3]\n# last\n")
    }

    @Test func commentsOfNeighboringLinesAreAligned() {
        expect(
            "body:\n  - 3x3 conv, 8 # a\n  - relu    # b\n  - tanh\n  - gelu # c\n",
            becomes: "body:\n  - 3x3 conv, 8  # a\n  - relu         # b\n  - tanh\n  - gelu  # c\n")
    }

    @Test func alignedCommentsStayInTheirColumn() {
        let text =
            "model: A\ninput: 8              # a\n\nhead:\n  - fc 300            # b\n  - relu              # c\n"
        expect(text, becomes: text)
    }

    @Test func aMisalignedCommentMovesToTheColumnOfTheOthers() {
        expect(
            "body:\n  - relu          # a\n  - tanh\n  - gelu          # b\n  - silu  # c\n",
            becomes: "body:\n  - relu          # a\n  - tanh\n  - gelu          # b\n  - silu          # c\n")
    }

    @Test func commentsAfterADashOrAKeyStayWithTheirLine() {
        expect(
            "model:  # a\n  A\nbody:  # b\n  -  # c\n    relu\n  - # d\n    - tanh\n",
            becomes: "model: A  # a\nbody:     # b\n  - relu  # c\n  - - tanh  # d\n".replacing(
                "  - relu  # c\n  - - tanh  # d", with: "  - relu    # c\n  - - tanh  # d"
            ).replacing("model: A  # a\nbody:     # b\n", with: "model: A    # a\nbody:       # b\n"))
    }

    // MARK: Brackets and quotes

    @Test func bracketsStayOnOneLine() {
        expect(
            "body: [ relu,'tanh' , \"3x3 conv,8\" ]\ndefine: {a: {given: { x : ,y: 1 },layers: [relu]}}\n",
            becomes:
                "body: [relu, tanh, \"3x3 conv, 8\"]\ndefine: {a: {given: {x: , y: 1}, layers: [relu]}}\n")
    }

    @Test func layersInBracketsOverSeveralLinesBecomeAListOfLines() {
        expect(
            "body: [relu,   # first\n  \"3x3 conv, 8\"]\n", becomes: "body:\n  - relu  # first\n  - 3x3 conv, 8\n")
    }

    @Test func bracketsThatAreTooLongBecomeLines() {
        let values = (0..<20).map { "parameter\($0): \($0)" }
        expect(
            "body:\n  - block: {\(values.joined(separator: ","))}\n",
            becomes: "body:\n  - block:\n" + values.map { "      \($0)\n" }.joined())
    }

    @Test func jsonIsASpecToo() {
        expect(
            "{\"model\": \"A\", \"input\": \"8x8x1\", \"body\": [\"3x3 conv, 2\", {\"dense\": {\"units\": \"3\"}}]}",
            becomes: "model: A\ninput: 8x8x1\nbody: [\"3x3 conv, 2\", fc 3]\n")
    }

    @Test(
        "quotes stay if the text needs them, for libyaml or another YAML reader",
        arguments: [
            ("\"A net\"", "A net"), ("'A'", "A"), ("\"a: b\"", "\"a: b\""), ("\"# a\"", "\"# a\""),
            ("'it''s'", "it's"), ("\"2024\"", "\"2024\""), ("\"no\"", "\"no\""), ("\"\"", "\"\""),
            ("'say \"a\": b'", "'say \"a\": b'"), ("\"\\u00e9\"", "\u{E9}"), ("\"a \"", "\"a \""),
            ("\"- a\"", "\"- a\""),
            ("|-\n  A net", "A net"), ("A\n  net", "A net"), ("\"\\U0001F642\"", "\u{1F642}"),
            ("\"\\x7F\"", "\"\\U0000007F\""),
            ("\"*a\"", "\"*a\""), ("\"?\"", "\"?\""), ("\"?a\"", "?a"),
        ])
    func quotes(_ written: String, _ result: String) {
        expect("model: \(written)\ninput: 8\n", becomes: "model: \(result)\ninput: 8\n")
    }

    // MARK: Other YAML

    @Test func anchorsAndAliasesStay() {
        expect(
            "body:\n  - &a   3x3 conv,8\n  - *a\n  - conv:  &c {kernel: 3x3,filters: 8}\n  - conv: *c\n  - &d\n    residual: &list\n      - relu\n  - residual:   *list\n",
            becomes:
                "body:\n  - &a 3x3 conv, 8\n  - *a\n  - conv: &c {kernel: 3x3, filters: 8}\n  - conv: *c\n  - &d\n    residual: &list\n      - relu\n  - residual: *list\n"
        )
    }

    @Test func anAnchorOfAKeyIsNotThatOfItsMapping() {
        expect(
            "&k model:  A\nbody:\n  - &l  residual: [relu]\n", becomes: "&k model: A\nbody:\n  - &l residual: [relu]\n")
    }

    @Test func aDocumentCanStartWithItsMarker() {
        expect("# a\n---   # b\nmodel:  A\n", becomes: "# a\n---   # b\nmodel: A\n")
    }

    @Test(
        "YAML that specs don't use is left unchanged and reported",
        arguments: [
            "? model\n: A\n", "%YAML 1.1\n---\nmodel:  A\n", "model:  A\n...\n", "--- {model:  A}\n",
            "model :  A # \u{2028}input: 8\n", "just   text\n", "- a\n-   [b\n  , c]\n...\n",
        ])
    func unusual(_ text: String) {
        let outcome = SpecFormatter.format(SourceFile(path: "test", text: text))
        #expect(outcome.bytes == Array(text.utf8))
        #expect(outcome.diagnostics.map(\.rule.name) == ["not-formatted"])
        #expect(!outcome.diagnostics.hasErrors)
    }

    @Test(
        "a spec that isn't valid YAML is left unchanged, with its findings",
        arguments: ["body: [relu", "a:  b: c\n", "\tb"])
    func unreadable(_ text: String) {
        let outcome = SpecFormatter.format(SourceFile(path: "test", text: text))
        #expect(outcome.bytes == Array(text.utf8))
        #expect(outcome.diagnostics.hasErrors)
        #expect(!outcome.isChanged)
    }

    @Test("an empty file stays empty", arguments: ["", "\n\n", "# only a remark", "\u{FEFF}"])
    func nothing(_ text: String) {
        #expect(!SpecFormatter.format(SourceFile(path: "test", text: text)).isChanged)
    }

    // MARK: Longhand

    @Test func longhandIsForTools() {
        #expect(
            formatted(
                "body:\n  - 3x3 conv, 8, /2, no bias, as stem # a\n  - 2x2 max pool\n  - flatten\n", form: .longhand)
                    == """
                    body:
                      - conv: {kernel: 3x3, filters: 8, stride: 2, bias: false, name: stem}  # a
                      - pool: {kind: max, kernel: 2x2}
                      - flatten:

                    """)
    }

    @Test func aLineThatDependsOnABlocksUseStaysInTheNotation() {
        let line = "body:\n  - 3x3 depthwise conv, $act\n"
        #expect(formatted(line, form: .longhand) == line)
    }
}
