import SpecText

/// Reads a spec's tree. Whatever can't be read is reported and left out; the rest is kept.
public struct SpecReader {
    private var diagnostics: [Diagnostic] = []
    private let document: YAMLDocument
    private let file: Int

    public static func read(_ document: YAMLDocument, file: Int = 0) -> (spec: Spec, diagnostics: [Diagnostic]) {
        var reader = SpecReader(document: document, file: file)
        var spec = reader.spec()
        Naming.nameLayers(of: &spec, &reader.diagnostics)
        return (spec, reader.diagnostics)
    }

    private init(document: YAMLDocument, file: Int) {
        self.document = document
        self.file = file
    }

    private mutating func spec() -> Spec {
        var spec = Spec(body: [], head: [], isComplete: document.isComplete)
        let start = Span(file: file, start: 0, end: 0)
        guard let root = document.root else {
            if document.isComplete { diagnostics.append(Message.emptyFile(at: start)) }
            return spec
        }
        guard case .mapping(let pairs) = root.content else {
            // A list that a syntax error cut short, such as one of opening brackets only, is one mistake and not two.
            if document.isComplete { diagnostics.append(Message.notMapping(root)) }
            return spec
        }
        var seen: Set<String> = []
        for (key, value) in Keys.unique(pairs, &diagnostics) {
            seen.insert(key.value)
            if value.isUnknown { continue }
            switch key.value {
            case "model": spec.model = Names.read(value, &diagnostics)
            case "input": spec.input = input(value)
            case "body": spec.body = items(value, of: key)
            case "head": spec.head = items(value, of: key)
            case "train": spec.training = training(value, at: key.span.joined(with: value.span))
            default:
                diagnostics.append(Keys.unknown(key, in: "a spec", known: SpecKeys.all.map(\.name)))
                // A misspelt key is not also missing.
                if let meant = Suggestion.closest(to: key.value, among: SpecKeys.all.map(\.name)) { seen.insert(meant) }
            }
        }
        if document.isComplete {
            reportNoLayers(spec, pairs)
            for key in SpecKeys.all where key.isRequired && !seen.contains(key.name) {
                // `head` alone makes a network: a perceptron on its input.
                if key.name == "body", seen.contains("head") { continue }
                diagnostics.append(
                    Message.missingKey(key, at: Span(file: file, start: root.span.start, end: root.span.start)))
            }
        }
        return spec
    }

    /// A network without layers computes nothing. Lines that could not be read have been reported.
    private mutating func reportNoLayers(_ spec: Spec, _ pairs: [YAMLPair]) {
        let isEmpty = spec.items.allSatisfy { if case .expectation = $0 { true } else { false } }
        let key = pairs.first { $0.key.scalar?.text == "body" } ?? pairs.first { $0.key.scalar?.text == "head" }
        if isEmpty, let key, !diagnostics.hasErrors { diagnostics.append(Message.noLayers(at: key.key.span)) }
    }

    // MARK: The input

    private mutating func input(_ node: YAMLNode) -> Located<[Dimension]>? {
        guard let scalar = node.scalar, !scalar.isEmpty, let term = NotationParser.term(of: scalar) else {
            diagnostics.append(
                Message.notSize(
                    found: node.scalar.map { $0.isEmpty ? "nothing" : "`\($0.text)`" } ?? node.kindDescription, "input",
                    at: node.span, meant: node.joinedNumbers("x", counts: [1, 3])))
            return nil
        }
        return size(term, what: "input").map { Located($0, at: term.span) }
    }

    /// Three dimensions, or one.
    private mutating func size(_ term: NotationTerm, what: String) -> [Dimension]? {
        let dimensions: [Dimension]
        guard !term.isStride else {
            diagnostics.append(Message.notSize(found: "`\(term.writtenText)`", what, at: term.span))
            return nil
        }
        switch term.kind {
        case .integer(let units): dimensions = [.known(units)]
        case .size(let size): dimensions = size
        default:
            diagnostics.append(Message.notSize(found: "`\(term.text)`", what, at: term.span))
            return nil
        }
        if dimensions.count == 2 {
            let isInput = what == "input"
            diagnostics.append(Message.noChannels(term, what, fix: isInput ? "\(term.text)x1" : nil))
            return nil
        }
        guard dimensions.count == 1 || dimensions.count == 3 else {
            diagnostics.append(Message.notSize(found: "`\(term.text)`", what, at: term.span))
            return nil
        }
        if dimensions.contains(where: { $0.value == 0 }) {
            diagnostics.append(Message.zero(term, what))
            return nil
        }
        return dimensions
    }

    // MARK: Body and head

    private mutating func items(_ node: YAMLNode, of key: Located<String>) -> [Item] {
        guard case .sequence(let nodes) = node.content else {
            if node.scalar?.isEmpty == true, !document.isComplete { return [] }
            diagnostics.append(Message.notList(key.value, found: node))
            return []
        }
        return nodes.flatMap { item($0) }
    }

    private mutating func item(_ node: YAMLNode) -> [Item] {
        switch node.content {
        case .scalar where node.isUnknown:
            return [.unknown(node.span)]
        case .scalar(let scalar):
            return notation(scalar)
        case .mapping(let pairs):
            return longhand(pairs, at: node.span, isCut: node.isCut)
        case .sequence:
            diagnostics.append(Message.nestedList(at: node.span))
            return [.unknown(node.span)]
        }
    }

    private mutating func notation(_ scalar: YAMLScalar) -> [Item] {
        let clauses = NotationParser.clauses(of: scalar)
        if let first = clauses.first?.terms.first, first.isWord, first.text == "expect" {
            let terms = clauses.flatMap(\.terms).dropFirst()
            guard let term = terms.first, terms.count == 1, clauses.count == 1 else {
                diagnostics.append(Message.expectNeedsSize(at: scalar.span))
                return []
            }
            return expectation(term, at: scalar.span)
        }
        var reader = NotationReader(choices: Catalogue.layers.map(\.syntax), noun: "layer", admitsName: true)
        let reading = reader.read(clauses, at: scalar.span)
        diagnostics += reader.diagnostics
        return reading.map { layers($0, at: scalar.span) } ?? [.unknown(scalar.span)]
    }

    private mutating func expectation(_ term: NotationTerm, at span: Span) -> [Item] {
        size(term, what: "expect").map { [.expectation(Expectation(dimensions: $0, span: term.span))] } ?? []
    }

    private mutating func longhand(_ pairs: [YAMLPair], at span: Span, isCut: Bool) -> [Item] {
        var name: Located<String>?
        var kinds: [(key: Located<String>, value: YAMLNode)] = []
        var hasUnknownKey = pairs.contains { $0.key.scalar == nil }
        for (key, value) in Keys.unique(pairs, &diagnostics) {
            if key.value == "name" {
                name = Names.read(value, &diagnostics)
            } else if key.value == "expect" || Catalogue.layer(key: key.value) != nil {
                kinds.append((key, value))
            } else {
                hasUnknownKey = true
                diagnostics.append(Message.unknownLayerKey(key))
            }
        }
        guard let (key, value) = kinds.first else {
            if !hasUnknownKey, !isCut { diagnostics.append(Message.noLayerKey(at: span)) }
            return [.unknown(span)]
        }
        for (extra, _) in kinds.dropFirst() { diagnostics.append(Message.secondLayer(extra, first: key)) }
        if key.value == "expect" {
            guard let term = value.scalar.flatMap(NotationParser.term) else {
                diagnostics.append(Message.expectNeedsSize(at: value.span))
                return []
            }
            return expectation(term, at: value.span)
        }
        guard let definition = Catalogue.layer(key: key.value) else { return [] }
        var reader = LonghandReader(syntax: definition.syntax, admitsName: true)
        var reading = reader.read(value, at: key.span)
        diagnostics += reader.diagnostics
        reading.name = reading.name ?? name
        return layers(reading, at: span)
    }

    /// The layer of a reading, or the layers that it is short for.
    private mutating func layers(_ reading: Reading, at span: Span) -> [Item] {
        guard let definition = Catalogue.layer(key: reading.arguments.syntax.key) else { return [] }
        let name = reading.name.flatMap { Names.check($0, &diagnostics) }
        guard let expansion = definition.expansion, reading.arguments.written.keys.contains(where: { $0 == "widths" })
        else {
            return [
                .layer(
                    Layer(
                        definition: definition, arguments: reading.arguments, name: name?.value ?? "",
                        isNamed: name != nil, nameSpan: name?.span, unread: reading.unread, span: span))
            ]
        }
        let parts = expansion(reading.arguments)
        return parts.enumerated().map { index, arguments in
            // A named stack numbers its layers.
            let partName = name.map { parts.count == 1 ? $0.value : "\($0.value)\(index + 1)" }
            return .layer(
                Layer(
                    definition: Catalogue.layer(key: arguments.syntax.key) ?? definition, arguments: arguments,
                    name: partName ?? "", isNamed: partName != nil, nameSpan: name?.span, isPart: true,
                    unread: reading.unread, span: span))
        }
    }

    // MARK: Training

    private mutating func training(_ node: YAMLNode, at span: Span) -> TrainingSection? {
        guard case .mapping(let pairs) = node.content else {
            diagnostics.append(Message.notTraining(found: node))
            return nil
        }
        var section = TrainingSection(span: span)
        for (key, value) in Keys.unique(pairs, &diagnostics) where !value.isUnknown {
            switch key.value {
            case "data": section.data = dataSet(value)
            case "epochs": section.epochs = count(value, key.value, minimum: 1)
            case "batch": section.batch = count(value, key.value, minimum: 1)
            case "seed": section.seed = count(value, key.value, minimum: 0)
            case "optimizer": section.optimizer = choice(value, among: Catalogue.optimizers, noun: "optimizer")
            case "schedule": section.schedule = choice(value, among: Catalogue.schedules, noun: "schedule")
            default: diagnostics.append(Keys.unknown(key, in: "`train`", known: SpecKeys.training.map(\.name)))
            }
        }
        return section
    }

    private mutating func dataSet(_ node: YAMLNode) -> Located<DataSetDefinition>? {
        guard let scalar = node.scalar, let data = DataSetDefinition.named(scalar.text) else {
            diagnostics.append(Message.unknownData(node))
            return nil
        }
        return Located(data, at: scalar.span)
    }

    private mutating func count(_ node: YAMLNode, _ name: String, minimum: Int) -> Located<Int>? {
        let type = ParameterType.integer(minimum: minimum)
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
        case .success(.integer(let value)): return Located(value, at: term.span)
        case .success: return nil
        case .failure(let mismatch):
            diagnostics.append(WrongType.message(name, found: term, mismatch))
            return nil
        }
    }

    /// An optimizer or a schedule, in either form.
    private mutating func choice(_ node: YAMLNode, among choices: [Syntax], noun: String) -> Located<Arguments>? {
        switch node.content {
        case .scalar(let scalar):
            var reader = NotationReader(choices: choices, noun: noun, admitsName: false)
            let reading = reader.read(NotationParser.clauses(of: scalar), at: scalar.span)
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
                    diagnostics.append(Message.secondChoice(key, noun, first: chosen.key))
                    continue
                }
                var reader = LonghandReader(syntax: syntax, admitsName: false)
                let reading = reader.read(value, at: key.span)
                diagnostics += reader.diagnostics
                chosen = (key, reading.arguments)
            }
            if chosen == nil, !hasUnknownKey, !node.isCut {
                diagnostics.append(Message.noChoice(noun, choices, at: node.span))
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

/// The keys of a spec, with their documentation.
public struct SpecKey: Sendable {
    public let name: String
    public let isRequired: Bool
    public let documentation: String
    public let example: String
}

public enum SpecKeys {
    public static let all = [
        SpecKey(
            name: "model", isRequired: true, documentation: "The network's name; it names the Swift type.",
            example: "model: LeNet5"),
        SpecKey(
            name: "input", isRequired: true,
            documentation: "The size of one sample: height x width x channels, or a number of features.",
            example: "input: 28x28x1"),
        SpecKey(
            name: "body", isRequired: true, documentation: "The layers that work the input down, in order.",
            example: "body: [\"3x3 conv, 8, relu\"]"),
        SpecKey(
            name: "head", isRequired: false, documentation: "The layers that answer, in order.",
            example: "head: [fc 10]"),
        SpecKey(
            name: "train", isRequired: false, documentation: "Data, epochs, batch, optimizer and schedule.",
            example: "train: {data: fashion-mnist, epochs: 10}"),
    ]

    public static let training = [
        SpecKey(
            name: "data", isRequired: false, documentation: "The data set.", example: "data: fashion-mnist"),
        SpecKey(
            name: "epochs", isRequired: false, documentation: "How often every sample is seen.", example: "epochs: 10"),
        SpecKey(
            name: "batch", isRequired: false, documentation: "How many samples make one step.", example: "batch: 64"),
        SpecKey(
            name: "seed", isRequired: false, documentation: "Where the random numbers begin.", example: "seed: 1"),
        SpecKey(
            name: "optimizer", isRequired: false, documentation: "How the weights follow the gradient.",
            example: "optimizer: adamw, rate 1e-3"),
        SpecKey(
            name: "schedule", isRequired: false, documentation: "How the learning rate changes.",
            example: "schedule: cosine, warmup 1 epoch"),
    ]
}

private enum Message {
    static func emptyFile(at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "missing-key", "the file is empty", at: span,
            help: "a spec has `model`, `input` and `body`, each on a line of its own")
    }

    static func notMapping(_ root: YAMLNode) -> Diagnostic {
        let place = Span(file: root.span.file, start: root.span.start, end: root.span.start)
        return Diagnostic(
            .error, "wrong-type", "a spec can't be \(root.kindDescription)", at: place,
            help: "a spec has `model`, `input` and `body`, each on a line of its own, such as `model: LeNet5`")
    }

    static func missingKey(_ key: SpecKey, at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "missing-key", "the spec has no `\(key.name)`", at: span,
            help: "\(key.documentation) Write it as in `\(key.example)`")
    }

    static func notSize(found: String, _ what: String, at span: Span, meant: String? = nil) -> Diagnostic {
        Diagnostic(
            .error, "wrong-type", "\(what) can't be \(found)", at: span,
            help: meant.map { "write `\($0)`" }
                ?? "expected height x width x channels, such as 28x28x1, or one number of features, such as 784",
            fixes: meant.map { [Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)] } ?? [])
    }

    static func noChannels(_ term: NotationTerm, _ what: String, fix: String?) -> Diagnostic {
        Diagnostic(
            .error, "wrong-type", "`\(term.text)` does not say its channels", at: term.span,
            help:
                "a size is height x width x channels: write `\(term.text)x1` for grey images, `\(term.text)x3` for colour",
            fixes: fix.map { [Diagnostic.Fix("write `\($0)`", replacing: term.span, with: $0)] } ?? [])
    }

    static func zero(_ term: NotationTerm, _ what: String) -> Diagnostic {
        Diagnostic(
            .error, "wrong-type", "\(what) can't be `\(term.text)`: no size is 0", at: term.span,
            help: "every number of a size is at least 1")
    }

    static func notList(_ name: String, found node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .error, "wrong-type", "`\(name)` can't be \(node.kindDescription)", at: node.span,
            help: "write its layers below it, one a line, each after `- `")
    }

    static func noLayers(at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "no-layers", "the network has no layers", at: span,
            help: "write them below, one a line, such as `- \(LayerDefinition.convolution.syntax.example.notation)`")
    }

    static func nestedList(at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "wrong-type", "a layer can't be a list", at: span,
            help: "one `- ` a layer; move these up to the list around them")
    }

    static func expectNeedsSize(at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "wrong-type", "`expect` needs one size", at: span,
            help: "write the size that the tensor has here, such as `expect 7x7x512`, or `expect 10`")
    }

    static func unknownLayerKey(_ key: Located<String>) -> Diagnostic {
        let known = Catalogue.layers.map(\.syntax.key) + ["expect", "name"]
        let form = Catalogue.foreignWords[key.value.lowercased()] ?? key.value
        let named = Catalogue.layers.first { $0.syntax.forms.contains { $0.words == form } }?.syntax.key
        guard let meant = named ?? Suggestion.closest(to: key.value, among: known) else {
            return Keys.unknown(key, in: "a layer", known: known)
        }
        return Diagnostic(
            .error, "unknown-key", "`\(key.value)` is no layer's key", at: key.span,
            help: "did you mean `\(meant)`?",
            fixes: [Diagnostic.Fix("write `\(meant)`", replacing: key.span, with: meant)])
    }

    static func noLayerKey(at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "missing-key", "no key says what layer this is", at: span,
            help: "write it as in `\(LayerDefinition.convolution.syntax.example.longhand)`")
    }

    static func secondLayer(_ key: Located<String>, first: Located<String>) -> Diagnostic {
        Diagnostic(
            .error, "duplicate-key", "`\(key.value)` makes a second layer in one item", at: key.span,
            notes: [Diagnostic.Note("the item is a `\(first.value)` already", at: first.span)],
            help: "begin a line of its own with `- `")
    }

    static func secondChoice(_ key: Located<String>, _ noun: String, first: Located<String>) -> Diagnostic {
        Diagnostic(
            .error, "duplicate-key", "`\(key.value)` makes a second \(noun)", at: key.span,
            notes: [Diagnostic.Note("`\(first.value)` is chosen already", at: first.span)], help: "keep one of the two")
    }

    static func noChoice(_ noun: String, _ choices: [Syntax], at span: Span) -> Diagnostic {
        Diagnostic(
            .error, "missing-key", "no key says which \(noun) this is", at: span,
            help: "write it as in `\(choices.first?.example.longhand ?? "")`")
    }

    static func notTraining(found node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .error, "wrong-type", "`train` can't be \(node.kindDescription)", at: node.span,
            help:
                "write \(Suggestion.list(SpecKeys.training.map { "`\($0.name)`" }, conjunction: "and")) below it, indented"
        )
    }

    static func unknownData(_ node: YAMLNode) -> Diagnostic {
        let known = DataSetDefinition.all.map(\.name)
        let text = node.scalar?.text ?? ""
        let closest = Suggestion.closest(to: text, among: known)
        return Diagnostic(
            .error, "unknown-word",
            text.isEmpty ? "data can't be \(node.kindDescription)" : "`\(text)` is no data set that Strata knows",
            at: node.span,
            help: closest.map { "did you mean `\($0)`?" } ?? "known: \(Suggestion.list(known, conjunction: "and"))",
            fixes: closest.map { [Diagnostic.Fix("write `\($0)`", replacing: node.span, with: $0)] } ?? [])
    }
}
