import Basics
import NetworkTerms
import SpecText

/// Reads the `train` section.
struct TrainingReader {
    private(set) var diagnostics: [Diagnostic] = []
    private let lines: ReadLines

    init(lines: ReadLines) { self.lines = lines }

    mutating func read(_ node: YAMLNode, at span: Span) -> TrainingSection? {
        guard case .mapping(let pairs) = node.content else {
            diagnostics.append(ReaderMessage.notTraining(found: node))
            return nil
        }
        var data: Chosen<DataSource>?
        var target: Located<TrainingTarget>?
        var noise: Located<Double>?
        var loss: Chosen<Loss>?
        var isCertain = true
        var epochs: Located<Int>?
        var batch: Located<Int>?
        var seed: Located<Int>?
        var optimizer: Chosen<Optimizer>?
        var schedule: Chosen<Schedule>?
        if pairs.contains(where: \.isMerge) { isCertain = false }
        let cut = node.isFlow ? CutValues(pairs) : CutValues([])
        for (key, value) in Keys.unique(pairs, &diagnostics) where !value.isUnknown {
            let word = StructurePlace.training.word(key.value)
            if let whole = cut.whole(of: key.value) {
                diagnostics.append(Message.cutByComma(key, whole))
                isCertain = false
                continue
            }
            if cut.isRest(key.value) { continue }
            let before = diagnostics.count
            defer {
                if diagnostics.count > before {
                    isCertain = isCertain && word.map(Self.comparesNothing.contains) == true
                }
            }
            switch word {
            case .data?: data = choice(value, among: .dataSources)
            case .target?:
                if case .word(let written)? = self.value(value, of: .target),
                    let known = TrainingTarget(rawValue: written)
                {
                    target = Located(known, at: value.span)
                }
            case .noise?:
                if case .decimal(let deviation)? = self.value(value, of: .noise) {
                    noise = Located(deviation, at: value.span)
                }
            case .loss?: loss = choice(value, among: .losses)
            case .epochs?: epochs = count(value, of: .epochs)
            case .batch?: batch = count(value, of: .batch)
            case .seed?: seed = count(value, of: .seed)
            case .optimizer?: optimizer = choice(value, among: .optimizers)
            case .schedule?: schedule = choice(value, among: .schedules)
            default: diagnostics.append(unknown(key))
            }
        }
        return TrainingSection(
            span: span, data: data, target: target, noise: noise, loss: loss, isCertain: isCertain, epochs: epochs,
            batch: batch, seed: seed, optimizer: optimizer, schedule: schedule)
    }

    /// A key that `train` doesn't have. It may belong to a section below `train`.
    private func unknown(_ key: Located<String>) -> Diagnostic {
        for owner in [StructureWord.optimizer, .schedule, .loss, .data] {
            let named = owner.choices?.filter { $0.parameter(named: key.value) != nil } ?? []
            let meant =
                owner.choices?.filter { syntax in
                    ForeignWords.key(key.value, among: syntax.parameters.map(\.name) + StructurePlace.training.keys)
                        .map { syntax.parameter(named: $0) != nil } ?? false
                } ?? []
            let choices = named.isEmpty ? meant : named
            guard let syntax = choices.first(where: Self.isDefault) ?? choices.first else { continue }
            return Diagnostic(
                .unknownKey, "`train` has no key `\(key.value)`", at: key.span,
                help: "it belongs to the \(owner.key): write `\(owner.key): \(syntax.example.notation)`")
        }
        return Keys.unknown(key, in: .training)
    }

    /// Whether this is the choice of a section without the key.
    private static func isDefault(_ syntax: Syntax) -> Bool {
        TrainingSettings().choices.contains { $0.call.syntax === syntax }
    }

    /// The words that don't affect what the network's output is compared with.
    private static let comparesNothing: [StructureWord] = [.noise, .epochs, .batch, .seed, .optimizer, .schedule]

    private mutating func count(_ node: YAMLNode, of word: StructureWord) -> Located<Int>? {
        guard case .integer(let count)? = value(node, of: word) else { return nil }
        return Located(count, at: node.span)
    }

    /// The value of a key that is one term.
    private mutating func value(_ node: YAMLNode, of word: StructureWord) -> ParameterValue? {
        TermReader.value(node, of: word, &diagnostics)
    }

    /// Data, a loss, an optimizer, or a schedule, in either form.
    mutating func choice<Choice: TrainingChoice>(
        _ node: YAMLNode, among vocabulary: Vocabulary
    ) -> Chosen<Choice>? {
        let before = diagnostics.count
        guard let arguments = arguments(node, among: vocabulary, noun: Choice.noun) else { return nil }
        guard let definition = Choice.definitions.first(where: { $0.syntax === arguments.syntax }) else {
            diagnostics.append(ReaderMessage.noChoice(Choice.noun, vocabulary.choices, at: node.span))
            return nil
        }
        if diagnostics.count == before, let mistake = definition.mistake(arguments.call) {
            diagnostics.append(arguments.finding(of: mistake, at: node.span))
        }
        return Chosen(definition: definition, arguments: arguments, span: node.span)
    }

    private mutating func arguments(_ node: YAMLNode, among vocabulary: Vocabulary, noun: String) -> Arguments? {
        let choices = vocabulary.choices
        switch node.content {
        case .scalar(let scalar):
            if let reading = lines.reading(of: scalar, choosing: noun) {
                return reading.arguments
            }
            var reader = NotationReader(
                vocabulary, noun: noun, admitsName: false, environment: .none)
            let reading = reader.read(NotationParser.clauses(of: scalar), at: scalar.span)
            if let reading, reader.diagnostics.isEmpty { lines.keep(reading, of: scalar, choosing: noun) }
            diagnostics += reader.diagnostics
            return reading?.arguments
        case .mapping(let pairs):
            var chosen: (key: Located<String>, arguments: Arguments)?
            var hasUnknownKey = false
            if let finding = Message.pasted(pairs, among: vocabulary, noun) {
                diagnostics.append(finding)
                return nil
            }
            for (key, value) in Keys.unique(pairs, &diagnostics) {
                guard let syntax = choices.first(where: { $0.key == key.value }) else {
                    diagnostics.append(Keys.unknown(key, in: "`\(noun)`", known: choices.map(\.key)))
                    hasUnknownKey = true
                    continue
                }
                if let chosen {
                    diagnostics.append(ReaderMessage.secondChoice(key, noun, first: chosen.key))
                    continue
                }
                var reader = LonghandReader(syntax: syntax, admitsName: false, environment: .none)
                let reading = reader.read(value, at: key.span)
                diagnostics += reader.diagnostics
                chosen = (key, reading.arguments)
            }
            if chosen == nil, !hasUnknownKey, !node.isCut {
                diagnostics.append(ReaderMessage.noChoice(noun, choices, at: node.span))
            }
            return chosen?.arguments
        case .sequence:
            diagnostics.append(
                WrongType.message(
                    noun, found: "a list", at: node.span,
                    ValueMismatch(
                        expected: Suggestion.list(choices.map { "`\($0.example.notation)`" }), replacement: nil)))
            return nil
        }
    }
}

/// The values in braces that a comma cut: in `{data: idx digits, classes 10}`, `classes 10` is a key without a value.
private struct CutValues {
    /// The whole values, by the key that has the start.
    private var wholes: [String: String] = [:]
    /// The keys that are the rests of values.
    private var rests: Set<String> = []

    init(_ pairs: [YAMLPair]) {
        var start: String?
        for pair in pairs {
            guard let key = pair.key.scalar, let value = pair.value.scalar, value.style == .plain else {
                start = nil
                continue
            }
            // `{data: idx seg, classes: 2}`
            if let start, StructurePlace.training.word(key.text) == nil, !value.isEmpty,
                StructurePlace.training.word(start)?.choices?.contains(where: { $0.options[key.text] != nil }) == true
            {
                wholes[start, default: ""] += ", \(key.text) \(value.text)"
                rests.insert(key.text)
                continue
            }
            guard value.isEmpty else {
                start = StructurePlace.training.word(key.text) == nil ? nil : key.text
                wholes[key.text] = value.text
                continue
            }
            guard let start, StructurePlace.training.word(key.text) == nil else { continue }
            wholes[start, default: ""] += ", \(key.text)"
            rests.insert(key.text)
        }
        wholes = wholes.filter { $0.value.contains(",") }
    }

    /// The whole value of a key whose value is cut.
    func whole(of key: String) -> String? { wholes[key] }

    /// Whether a key is the rest of the value of another.
    func isRest(_ key: String) -> Bool { rests.contains(key) }
}

private enum Message {
    /// `{type: adam, lr: 0.1}` and `{lr: 0.1}`: the keys of other tools, without the one that a spec needs.
    static func pasted(_ pairs: [YAMLPair], among vocabulary: Vocabulary, _ noun: String) -> Diagnostic? {
        let keys = pairs.compactMap(\.key.scalar)
        guard let first = keys.first, keys.count == pairs.count, !pairs.contains(where: \.isMerge),
            !keys.contains(where: { vocabulary.entry(withKey: $0.text) != nil })
        else { return nil }
        let options = pairs.reduce(into: [String: String]()) { options, pair in
            if let key = pair.key.scalar?.text, let value = pair.value.scalar?.text { options[key] = value }
        }
        let naming = pairs.first {
            ["type", "name", "kind", "class_name", "_target_", "method", "algorithm"].contains($0.key.scalar?.text)
                && $0.value.scalar?.isEmpty == false
        }
        let written = naming?.value.scalar
        let name = written?.text.split(separator: ".").last.map(String.init)
        if let written, let name, vocabulary.choice(called: name) == nil {
            return NotationMessage.unknownWord(
                name, noun, meant: nil, known: vocabulary.words[...], rest: Keys.listing, at: written.span)
        }
        let syntax = name.flatMap(vocabulary.choice(called:))
        let isOption = { (syntax: Syntax) in
            options.keys.contains { ForeignWords.key($0, among: syntax.parameters.map(\.name)) != nil }
        }
        guard let syntax = syntax ?? vocabulary.choices.first(where: isOption) else { return nil }
        var named = options
        if let key = naming?.key.scalar?.text { named[key] = nil }
        let line = ForeignCall.line(with: syntax, named) ?? syntax.example.notation
        return Diagnostic(
            .unknownKey, "`\(noun)` has no key `\(naming?.key.scalar?.text ?? first.text)`",
            at: naming?.key.span ?? first.span, help: "write `\(noun): \(line)`")
    }

    static func cutByComma(_ key: Located<String>, _ whole: String) -> Diagnostic {
        Diagnostic(
            .notation, "inside braces a comma ends the value of `\(key.value)`", at: key.span,
            help: "quote it: `\(key.value): \"\(whole)\"`")
    }
}
