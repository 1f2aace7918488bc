import SpecCompiler
import TestSupport
import Testing

/// The notation of the catalog's layers, optimizers, and schedules, as the writer produces it.
@Suite struct NotationWriterTests {
    static let syntaxes =
        Catalog.layers.map(\.syntax) + Catalog.optimizers.map(\.syntax) + Catalog.schedules.map(\.syntax)

    @Test("each layer's example is in its standard form", arguments: syntaxes.map(\.example.notation))
    func examplesAreCanonical(_ notation: String) throws {
        let scalar = YAMLScalar(
            text: notation, style: .plain, span: Span(start: 0, end: 0), verbatimStart: nil)
        let line = try #require(NotationLine(scalar, choices: Vocabulary(Self.syntaxes)))
        #expect(line.text == notation)
        #expect(line.isCertain)
    }

    @Test(
        "each layer's longhand example becomes its notation",
        arguments: Catalog.layers.map(\.syntax.example).map { [$0.longhand, $0.notation] })
    func longhandBecomesNotation(_ example: [String]) {
        #expect(formattedBody("- " + example[0]) == ["- " + example[1]])
    }

    @Test(
        "the longhand of optimizers and schedules becomes their notation",
        arguments: [
            ("optimizer", Catalog.optimizers.map(\.syntax)), ("schedule", Catalog.schedules.map(\.syntax)),
        ])
    func trainingBecomesNotation(_ key: String, _ syntaxes: [Syntax]) {
        for syntax in syntaxes {
            #expect(
                formatted("model: A\ninput: 8\nhead:\n  - fc 3\ntrain:\n  \(key):\n    \(syntax.example.longhand)\n")
                    == "model: A\ninput: 8\nhead:\n  - fc 3\ntrain:\n  \(key): \(syntax.example.notation)\n")
        }
    }

    /// A linter has values rather than the text they were written as.
    @Test(
        "the notation of read arguments is that of their text",
        arguments: Catalog.layers.map(\.syntax.example.notation))
    func argumentsAreWritten(_ notation: String) throws {
        let text = "model: A\ninput: 64x64x64\nbody:\n  - \(notation)\n"
        let spec = SpecReader.read(YAMLParser.parse(SourceFile(path: "test", text: text)).document).spec
        // An `mlp` is read as the layers that it stands for.
        let layers = spec.body.compactMap { item in if case .layer(let layer) = item { layer } else { nil } }
        try #require(!layers.isEmpty)
        for layer in layers where !layer.isPart {
            let written = try #require(NotationWriter.text(of: layer.arguments))
            let again = "model: A\ninput: 64x64x64\nbody:\n  - \(written)\n"
            let specAgain = SpecReader.read(YAMLParser.parse(SourceFile(path: "test", text: again)).document).spec
            guard case .layer(let layerAgain) = try #require(specAgain.body.first) else {
                Issue.record("`\(written)` isn't a layer")
                return
            }
            #expect(layerAgain.arguments.text == layer.arguments.text)
        }
    }

    /// Sentences of `Grammar/notation.ebnf`, with spaces, tabs, and line breaks wherever it allows them.
    @Test("any sentence of the grammar keeps its meaning")
    func sentencesKeepTheirMeaning() throws {
        let grammar = try Grammar(Repository.text(of: "Grammar/notation.ebnf"))
        var generator = SeededGenerator(seed: 23)
        func layers(_ text: String) -> [String] {
            let (spec, findings) = SpecReader.read(YAMLParser.parse(SourceFile(path: "test", text: text)).document)
            return spec.body.map { item in
                guard case .layer(let layer) = item else { return item.span.length > 0 ? "other" : "" }
                return "\(layer.kind) \(layer.arguments.text) \(layer.name)"
            } + Set(findings.map(\.rule.name)).sorted()
        }
        for _ in 0..<400 {
            let sentence = grammar.sentence(of: "item", using: &generator)
            let escapes = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\t", "\\t")]
            let quoted = escapes.reduce(sentence) { $0.replacing($1.0, with: $1.1) }
            let text = "model: A\ninput: 64x64x64\nbody:\n  - \"\(quoted)\"\n"
            let result = formatted(text)
            #expect(layers(result) == layers(text), "\(sentence)")
            #expect(formatted(result) == result, "\(sentence)")
        }
    }

    @Test("options are written in the catalog's order")
    func optionsHaveOneOrder() {
        var generator = SeededGenerator(seed: 1)
        var options = ["64", "/2", "pad 1", "dilation 2", "groups 4", "no bias", "relu", "as stem"]
        let best = "- 3x3 conv, 64, /2, pad 1, dilation 2, groups 4, no bias, relu, as stem"
        for _ in 0..<50 {
            options.shuffle(using: &generator)
            #expect(formattedBody("- " + (["3x3 conv"] + options).joined(separator: ", ")) == [best])
        }
    }

    @Test(
        "longhand stays if a parameter has no place in the notation",
        arguments: [
            ("conv: {kernel: 3x3, filters: 8, bias: true}", "3x3 conv, 8"),
            ("conv: {kernel: 3x3, groups: channels, padding: same}", "3x3 depthwise conv, same"),
            ("conv: {kernel: 3x3, filters: 8, bias: $bias}", nil),
            ("conv: {kernel: 3x3, filters: 8, strides: 2}", nil),
            ("conv: {kernel: 3x3, filters: 8, name: a b}", nil),
            ("conv: {kernel: [3, 3], filters: 8}", nil),
            ("conv: &c {kernel: 3x3, filters: 8}", nil),
            ("pool: {kind: $kind, kernel: 2x2}", nil),
            ("pool: {kind: avg, kernel: 2x2, stride: 1, count padding: false}", "2x2 avg pool, /1, uncounted padding"),
            ("conv: {kernel: $k, filters: $width*4, stride: $s}", "$k conv, $width*4, /$s"),
            ("conv: {kernel: \"?x?\", filters: 8}", "?x? conv, 8"),
            ("activation: {kind: leaky relu}", nil),
            ("conv: {kernel: 3x3, filters: 8, activation: leaky relu 0.1}", "3x3 conv, 8, leaky relu 0.1"),
            ("conv: {kernel: 3x3, filters: 8, activation: leaky relu $slope}", "3x3 conv, 8, leaky relu $slope"),
            ("flatten:", "flatten"), ("batch norm: {}", "batch norm"), ("dropout: 0.5", "dropout 0.5"),
            ("expect: ?x?x4", "expect ?x?x4"), ("concat: stem", "concat stem"), ("add: [a, b]", "add a b"),
            ("concat: {with: enc1, crop: true}", "concat enc1, crop"),
            ("concat: {with: enc1, crop: false}", nil), ("concat: a b", nil),
        ] as [(String, String?)])
    func reach(_ longhand: String, _ notation: String?) {
        #expect(formattedBody("- " + longhand) == ["- " + (notation ?? longhand)])
    }

    @Test("a name is written, whether it was next to the layer or among its parameters")
    func names() {
        #expect(formattedBody("- dense: {units: 3, name: a}") == ["- fc 3, as a"])
        #expect(formattedBody("- name: a", "  dense: {units: 3}") == ["- fc 3, as a"])
    }

    @Test("longhand that a line can't express stays: a repeat, a comment inside")
    func longhandStays() {
        let repeated = ["- conv: {kernel: 3x3, filters: 8}", "  repeat: 3"]
        #expect(formattedBody(repeated[0], repeated[1]) == repeated)
        let commented = ["- conv:", "    kernel: 3x3", "    filters: 8  # few", "    stride: 2"]
        #expect(formattedBody(commented[0], commented[1], commented[2], commented[3]) == commented)
    }

    @Test("text that isn't notation is left alone", arguments: ["3x3 cnv, 8", "3x3 conv, 8, 8", "3x3 conv,, 8"])
    func mistakesStay(_ line: String) {
        #expect(formattedBody("- " + line) == ["- " + line])
    }
}
