import SpecCompiler
import TestSupport
import Testing

/// `Grammar/notation.ebnf` and the reader know the same language.
@Suite struct GrammarTests {
    let grammar: Grammar

    init() throws { grammar = try Grammar(Repository.text(of: "Grammar/notation.ebnf")) }

    /// The rules for texts in specs, by their place.
    enum Place: String, CaseIterable, Sendable {
        case input, item, data, loss, optimizer, schedule

        /// A spec with a text in this place.
        func spec(_ text: String) -> String {
            let text =
                "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n").replacing("\r", with: "\\r"))\""
            let input = self == .input ? text : "64x64x8"
            let item = self == .item ? text : "relu"
            let train = self == .input || self == .item ? "" : "train:\n  \(self): \(text)\n"
            return "model: A\ninput: \(input)\nbody:\n  - \(item)\n\(train)"
        }

        /// The reader's findings in a text at this place, without those that follow from sizes.
        func findings(_ text: String) -> [Diagnostic] {
            let source = SourceFile(path: "test", text: spec(text))
            let (document, textFindings) = YAMLParser.parse(source)
            return textFindings + SpecReader.read(document).diagnostics.filter { $0.rule.name != "no-layers" }
        }
    }

    @Test func everyRuleIsUsed() {
        #expect(grammar.unreachable(from: Place.allCases.map(\.rawValue)) == [])
    }

    @Test(arguments: [
        "3x3 /conv, 4", "conv 3x3, 4", "/2 3x3 conv, 4", "3x3 conv 4", "3x3 conv,", "fc", "10 fc", "fc ten",
        "relu, relu",
        "expect, 3x3x3", "expect 3x3", "3x3 conv, 4, as", "3x3 conv, 4, no", "leaky", "Relu", "0x3 conv, 4", "",
    ])
    func theReaderRejectsWhatTheGrammarDoesNotDerive(_ text: String) {
        #expect(!grammar.derives(text, from: "item"))
        #expect(!Place.item.findings(text).isEmpty)
    }

    @Test(.slow, arguments: Place.allCases)
    func theReaderUnderstandsWhatTheGrammarDerives(_ place: Place) {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<3000 {
            let text = grammar.sentence(of: place.rawValue, using: &generator)
            #expect(grammar.derives(text, from: place.rawValue), "\(text.debugDescription)")
            let findings = place.findings(text).filter { !isAboutMeaning($0, text) }
            #expect(findings.map(\.message) == [], "\(text.debugDescription)")
        }
    }

    @Test func theGrammarDerivesEveryExampleOfTheCatalog() {
        for (place, examples) in [
            (Place.item, Catalog.layers.map(\.syntax.example)),
            (.optimizer, Catalog.optimizers.map(\.syntax.example)),
            (.schedule, Catalog.schedules.map(\.syntax.example)),
            (.data, Catalog.dataSources.map(\.syntax.example)),
            (.loss, Catalog.losses.map(\.syntax.example)),
        ] {
            for example in examples {
                #expect(grammar.derives(example.notation, from: place.rawValue), "\(example.notation)")
            }
        }
    }

    @Test(arguments: Repository.specs)
    func theGrammarDerivesEveryLineOfTheExampleSpecs(_ spec: TextFile) throws {
        for (place, text) in notation(in: spec) {
            #expect(grammar.derives(text, from: place.rawValue), "\(text)")
        }
    }

    @Test(.slow, arguments: Place.allCases)
    func aMutatedTextIsRejectedByBothOrNeither(_ place: Place) {
        var generator = SeededGenerator(seed: 23)
        for _ in 0..<3000 {
            let text = mutate(grammar.sentence(of: place.rawValue, using: &generator), using: &generator)
            let findings = place.findings(text)
            if grammar.derives(text, from: place.rawValue) {
                let others = findings.filter { !isAboutMeaning($0, text) }
                #expect(others.map(\.message) == [], "the grammar derives \(text.debugDescription)")
            } else {
                #expect(!findings.isEmpty, "the grammar does not derive \(text.debugDescription)")
            }
        }
    }

    @Test func wordsOfTheCatalogAndOfTheGrammarAreTheSame() {
        let syntaxes =
            Catalog.layers.map(\.syntax) + Catalog.trainingTerms.map(\.syntax)
        var words: Set<String> = Set(["expect", "as"] + Joining.words)
        for syntax in syntaxes {
            for form in syntax.forms { words.formUnion(split(form.words)) }
            for parameter in syntax.parameters {
                for place in parameter.places {
                    switch place {
                    case .keyword(let word): words.formUnion(split(word))
                    case .flag(let flag, _): words.formUnion(split(flag))
                    default: break
                    }
                    if case .keyword = place, let unit = parameter.unit {
                        words.formUnion([unit, String(unit.dropLast())])
                    }
                }
                guard !parameter.places.isEmpty else { continue }
                switch parameter.type {
                case .word(let admitted): words.formUnion(admitted.flatMap(split))
                case .padding: words.formUnion(["same", "valid"])
                case .groups: words.insert("channels")
                default: break
                }
            }
        }
        let grammarWords = grammar.terminals.filter {
            $0.count > 1 || $0.first?.isLetter == true && $0 != "x" && $0.lowercased() != "e"
        }
        #expect(grammarWords.symmetricDifference(words) == [])
    }

    // MARK: The two sides

    /// Whether the grammar leaves this to the compiler, according to its header: repeated and required options, numbers
    /// out of range, values that can't be combined, and the length and place of names.
    private func isAboutMeaning(_ finding: Diagnostic, _ text: String) -> Bool {
        switch finding.rule.name {
        case "duplicate-key", "invalid-name": true
        case "missing-key":
            if case .missing(let name) = finding.subject { Self.requiredOptions.contains(name) } else { false }
        case "wrong-type":
            Self.mistakes.contains(finding.message)
                || finding.message.split(separator: "`").dropFirst().first.map(isNumber) ?? false
        default: false
        }
    }

    /// What is wrong with values that can't be combined.
    private static let mistakes = [
        OptimizerDefinition.sgd.mistake(
            Call(OptimizerDefinition.sgd.syntax, ["momentum": .decimal(0), "nesterov": .boolean(true)])
        )?.message,
        DataSourceDefinition.csv.mistake(
            Call(DataSourceDefinition.csv.syntax, ["test file": .word("b.csv"), "test": .decimal(0.5)])
        )?.message,
    ]

    /// What has to be written among the options, in any order.
    private static let requiredOptions = Set(
        (Catalog.layers.map(\.syntax) + Catalog.trainingTerms.map(\.syntax)).flatMap(\.parameters)
            .filter { $0.mayBeRequired && !$0.places.contains(.leading) && !$0.places.contains(.trailing) }
            .map(\.name))

    private func isNumber(_ text: Substring) -> Bool {
        grammar.derives(String(text), from: "number") || grammar.derives(String(text), from: "size")
            || grammar.derives(String(text.drop { $0 == "/" }), from: "extent")
            || grammar.derives(String(text), from: "widths")
    }

    private func mutate(_ text: String, using generator: inout SeededGenerator) -> String {
        let pieces = [
            "", " ", ",", ", ", "/", "/2", "x", "3", "0", "-", ".", "?", "same", "relu", " relu", "conv", "pad 1",
            "as a", ", as b",
            "no bias", "channels", "e", "epochs", "12", "3x3 ", "expect ", "pool", "\t", "1e3", "?x?x?", "momentum 0.5",
        ]
        var characters = Array(text)
        for _ in 0..<generator.pick(1...2) {
            let start = generator.pick(0...characters.count)
            let end = min(characters.count, start + generator.pick([0, 0, 1, 1, 2, 5]))
            characters.replaceSubrange(start..<end, with: Array(generator.pick(pieces)))
        }
        return String(characters)
    }

    private func split(_ words: String) -> [String] { words.split(separator: " ").map(String.init) }

    /// The texts of a spec that are notation, with their places.
    private func notation(in spec: TextFile) -> [(Place, String)] {
        guard
            case .mapping(let pairs) = YAMLParser.parse(SourceFile(path: spec.path, text: spec.text)).document.root?
                .content
        else { return [] }
        let blocks = pairs.flatMap { pair -> [String] in
            guard pair.key.scalar?.text == "define", case .mapping(let blocks) = pair.value.content else { return [] }
            return blocks.compactMap(\.key.scalar?.text)
        }
        return pairs.flatMap { pair -> [(Place, String)] in
            switch (pair.key.scalar?.text, pair.value.content) {
            case ("input", .scalar(let scalar)): [(.input, scalar.text)]
            case ("body", .sequence(let items)), ("head", .sequence(let items)):
                // Names of blocks aren't in the grammar.
                items.compactMap(\.scalar).map(\.text).filter { text in
                    !blocks.contains { text == $0 || text.hasPrefix("\($0),") }
                }.map { (.item, $0) }
            case ("train", .mapping(let settings)):
                settings.compactMap { setting in
                    guard let place = Place(rawValue: setting.key.scalar?.text ?? ""),
                        let text = setting.value.scalar?.text
                    else { return nil }
                    return (place, text)
                }
            default: []
            }
        }
    }
}
