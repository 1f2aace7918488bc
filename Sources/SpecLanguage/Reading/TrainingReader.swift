import Basics
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
        var data: Located<Arguments>?
        var target: Located<TrainingTarget>?
        var noise: Located<Double>?
        var loss: Located<Arguments>?
        var isCertain = true
        var epochs: Located<Int>?
        var batch: Located<Int>?
        var seed: Located<Int>?
        var optimizer: Located<Arguments>?
        var schedule: Located<Arguments>?
        for (key, value) in Keys.unique(pairs, &diagnostics) where !value.isUnknown {
            let before = diagnostics.count
            defer {
                if diagnostics.count > before,
                    !["noise", "epochs", "batch", "seed", "optimizer", "schedule"].contains(key.value)
                {
                    isCertain = false
                }
            }
            switch key.value {
            case "data": data = choice(value, among: .dataSources, noun: "data set")
            case "target":
                let type = ParameterType.word(TrainingTarget.allCases.map(\.rawValue))
                if case .word(let word)? = self.value(value, key.value, type),
                    let known = TrainingTarget(rawValue: word)
                {
                    target = Located(known, at: value.span)
                }
            case "noise":
                if case .decimal(let deviation)? = self.value(value, key.value, .decimal(.notNegative)) {
                    noise = Located(deviation, at: value.span)
                }
            case "loss": loss = choice(value, among: .losses, noun: "loss")
            case "epochs": epochs = count(value, key.value, minimum: 1)
            case "batch": batch = count(value, key.value, minimum: 1)
            case "seed": seed = count(value, key.value, minimum: 0)
            case "optimizer": optimizer = choice(value, among: .optimizers, noun: "optimizer")
            case "schedule": schedule = choice(value, among: .schedules, noun: "schedule")
            default: diagnostics.append(unknown(key))
            }
        }
        return TrainingSection(
            span: span, data: data, target: target, noise: noise, loss: loss, isCertain: isCertain, epochs: epochs,
            batch: batch, seed: seed, optimizer: optimizer, schedule: schedule)
    }

    /// A key that `train` does not have; some belong to what stands below it.
    private func unknown(_ key: Located<String>) -> Diagnostic {
        for (owner, choices) in [
            ("optimizer", Catalogue.optimizers), ("schedule", Catalogue.schedules), ("loss", Catalogue.losses),
            ("data", Catalogue.dataSources),
        ] {
            guard
                let syntax = choices.last(where: { syntax in
                    ForeignWords.key(key.value, among: syntax.parameters.map(\.name) + SpecKeys.training.map(\.name))
                        .map { syntax.parameter(named: $0) != nil } ?? (syntax.parameter(named: key.value) != nil)
                })
            else { continue }
            return Diagnostic(
                .unknownKey, "`\(key.value)` is no key of `train`", at: key.span,
                help: "it belongs to the \(owner): write `\(owner): \(syntax.example.notation)`")
        }
        return Keys.unknown(key, in: "`train`", known: SpecKeys.training.map(\.name))
    }

    private mutating func count(_ node: YAMLNode, _ name: String, minimum: Int) -> Located<Int>? {
        guard case .integer(let count)? = value(node, name, .integer(minimum: minimum)) else { return nil }
        return Located(count, at: node.span)
    }

    /// A value of one term.
    private mutating func value(_ node: YAMLNode, _ name: String, _ type: ParameterType) -> ParameterValue? {
        guard let term = node.scalar.flatMap(NotationParser.term), !term.isStride else {
            let found = node.scalar.flatMap { $0.isEmpty ? nil : "`\($0.text)`" } ?? node.kindDescription
            diagnostics.append(
                WrongType.message(
                    name, found: found, at: node.span,
                    ValueMismatch(
                        expected: type.expectation, replacement: node.scalar.flatMap(NotationParser.term)?.strideCount))
            )
            return nil
        }
        switch type.value(of: term) {
        case .success(let value): return value
        case .failure(var mismatch):
            if term.isWord, mismatch.replacement == nil, !type.words.isEmpty {
                mismatch.replacement = Suggestion.closest(to: term.text, among: type.words)
            }
            diagnostics.append(WrongType.message(name, found: term, mismatch))
            return nil
        }
    }

    /// Data, a loss, an optimizer or a schedule, in either form.
    private mutating func choice(
        _ node: YAMLNode, among vocabulary: Vocabulary, noun: String
    ) -> Located<Arguments>? {
        let choices = vocabulary.choices
        switch node.content {
        case .scalar(let scalar):
            if let reading = lines.reading(of: scalar, choosing: noun) {
                return Located(reading.arguments, at: scalar.span)
            }
            var reader = NotationReader(
                vocabulary, noun: noun, admitsName: false, environment: .none)
            let reading = reader.read(NotationParser.clauses(of: scalar), at: scalar.span)
            if let reading, reader.diagnostics.isEmpty { lines.keep(reading, of: scalar, choosing: noun) }
            diagnostics += reader.diagnostics
            return reading.map { Located($0.arguments, at: scalar.span) }
        case .mapping(let pairs):
            var chosen: (key: Located<String>, arguments: Arguments)?
            var hasUnknownKey = false
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
            return chosen.map { Located($0.arguments, at: node.span) }
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

extension NotationTerm {
    /// `10` of `/10`, which was meant without the slash.
    fileprivate var strideCount: String? {
        if case .integer(let value) = kind, isStride, value > 0 { text } else { nil }
    }
}
