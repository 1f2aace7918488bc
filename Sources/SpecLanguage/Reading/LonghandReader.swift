import Basics
import NetworkTerms
import SpecText

/// Reads the longhand of anything in the catalog: `conv: {kernel: 3x3, filters: 64}`.
struct LonghandReader {
    let syntax: Syntax
    /// Whether the key `name` is allowed.
    let admitsName: Bool
    /// The parameters that can be used for values here.
    let environment: Environment

    private(set) var diagnostics: [Diagnostic] = []

    init(syntax: Syntax, admitsName: Bool, environment: Environment) {
        self.syntax = syntax
        self.admitsName = admitsName
        self.environment = environment
    }

    mutating func read(_ node: YAMLNode, at span: Span) -> Reading {
        var reading = Reading(arguments: Arguments(syntax: syntax), name: nil)
        var failed: Set<String> = []
        switch node.content {
        case .mapping(let pairs):
            for (key, value) in Keys.unique(pairs, &diagnostics) {
                if admitsName, key.value == StructureWord.name.key {
                    reading.name = Names.read(value, &diagnostics)
                } else if let parameter = syntax.parameter(named: key.value) {
                    if value.isUnknown {
                        failed.insert(parameter.name)
                    } else if let open = open(value, for: parameter) {
                        reading.arguments.open[parameter.name] = open
                    } else if let value = read(value, for: parameter) {
                        reading.arguments.write(value, to: parameter)
                    } else {
                        failed.insert(parameter.name)
                    }
                } else {
                    let known = syntax.parameters.map(\.name) + (admitsName ? [StructureWord.name.key] : [])
                    // A misspelled key isn't missing, too.
                    if let meant = ForeignWords.key(key.value, among: known, of: syntax) {
                        failed.insert(meant)
                    } else if let parameter = layerParameter(admitting: key.value) {
                        diagnostics.append(Message.valueAsKey(key, of: parameter, in: syntax))
                        continue
                    } else if let line = OtherLayer.line(for: key.value, value.scalar?.text, beside: syntax) {
                        diagnostics.append(Message.otherLayer(key, line, in: syntax))
                        continue
                    }
                    let rest =
                        Catalog.layer(key: syntax.key) == nil ? Keys.listing : "docs/layers lists all of them"
                    diagnostics.append(
                        Keys.unknown(key, in: "`\(syntax.key)`", known: known, rest: rest, of: syntax))
                }
            }
            // A merge key may have set them.
            if pairs.contains(where: \.isMerge) { failed.formUnion(syntax.parameters.map(\.name)) }
        case .scalar where node.isUnknown:
            failed.formUnion(syntax.parameters.map(\.name))
        case .scalar(let scalar) where scalar.isEmpty:
            break
        case .scalar:
            // `dropout: 0.5` sets the value that the notation has after the name.
            if let parameter = syntax.parameter(at: .trailing) {
                if let open = open(node, for: parameter) {
                    reading.arguments.open[parameter.name] = open
                } else if let value = read(node, for: parameter) {
                    reading.arguments.write(value, to: parameter)
                } else {
                    failed.insert(parameter.name)
                }
            } else {
                failed.formUnion(syntax.parameters.map(\.name))
                diagnostics.append(Message.notMapping(syntax, at: node))
            }
        case .sequence:
            failed.formUnion(syntax.parameters.map(\.name))
            diagnostics.append(Message.notMapping(syntax, at: node))
        }
        let missing = syntax.missing(in: reading.arguments, except: failed)
        if !node.isCut {
            for parameter in missing { diagnostics.append(Message.missing(parameter, in: syntax, at: span)) }
        }
        reading.unread = failed.union(missing.map(\.name))
        return reading
    }

    /// The parameter of a layer that has a word as its value.
    private func layerParameter(admitting word: String) -> ParameterDefinition? {
        Catalog.layer(key: syntax.key) == nil
            ? nil : syntax.parameters.first { $0.type != .boolean && $0.type.admits(word: word) != nil }
    }

    private func open(_ node: YAMLNode, for parameter: ParameterDefinition) -> OpenParameter? {
        node.scalar.flatMap(NotationParser.term).flatMap { OpenParameter($0, for: parameter) }
    }

    private mutating func read(_ node: YAMLNode, for parameter: ParameterDefinition) -> Value? {
        if parameter.type == .names, case .sequence(let items) = node.content {
            let names = items.compactMap { $0.scalar.flatMap { $0.isEmpty ? nil : $0.text } }
            if names.count == items.count, !names.isEmpty { return Value(Located(.names(names), at: node.span)) }
        }
        guard let scalar = node.scalar, !scalar.isEmpty else {
            let mismatch = ValueMismatch(
                expected: parameter.type.expectation(near: ""), replacement: Self.joined(node, parameter.type))
            diagnostics.append(
                WrongType.message(parameter.name, found: node.kindDescription, at: node.span, mismatch))
            return nil
        }
        // A string can contain characters that are special in the notation: spaces, commas.
        if parameter.type.isText { return Value(Located(.word(scalar.text), at: scalar.span)) }
        if parameter.type == .names { return Value(Located(.names([scalar.text]), at: scalar.span)) }
        if let value = parameter.type.admits(word: scalar.text) { return Value(Located(value, at: scalar.span)) }
        if let value = numbered(scalar, parameter) { return try? value.get() }
        if !parameter.type.words.isEmpty, OtherLayer.isLayer(scalar.text) {
            diagnostics.append(Message.otherLayer(scalar, of: parameter))
            return nil
        }
        guard let term = NotationParser.term(of: scalar).map({ environment.resolve($0, &diagnostics) }) else {
            let meant =
                parameter.type.canBeRelative
                ? Expression.meant(by: scalar.text.filter { $0 != " " })
                : ForeignWords.word(scalar.text, among: parameter.type.words)
            let mismatch = ValueMismatch(expected: parameter.type.expectation(near: scalar.text), replacement: meant)
            diagnostics.append(
                WrongType.message(parameter.name, found: "`\(scalar.text)`", at: scalar.span, mismatch))
            return nil
        }
        if term.isStride {
            let mismatch = ValueMismatch(expected: parameter.type.expectation(near: term.text), replacement: term.text)
            diagnostics.append(
                WrongType.message(parameter.name, found: "`/\(term.text)`", at: scalar.span, mismatch))
            return nil
        }
        switch parameter.type.value(of: term) {
        case .success(let value):
            return Value(Located(value, at: scalar.span), expression: term.expression)
        case .failure where term.kind == .unresolved:
            return nil
        case .failure(var mismatch):
            let words = parameter.type.words
            if term.isWord, mismatch.replacement == nil, !words.isEmpty {
                mismatch.replacement = ForeignWords.closest(to: scalar.text, among: words)
            }
            diagnostics.append(WrongType.message(parameter.name, found: term, mismatch))
            return nil
        }
    }

    /// Reads a word with a number that is out of bounds, or follows from a block's parameter: `leaky relu $slope`.
    private mutating func numbered(
        _ scalar: YAMLScalar, _ parameter: ParameterDefinition
    ) -> Result<Value, ValueMismatch>? {
        guard let (word, written) = NotationParser.wordAndNumber(of: scalar),
            let definition = parameter.type.number(after: word)
        else { return nil }
        let number = environment.resolve(written, &diagnostics)
        let result = parameter.type.numbered(word, number)
        if case .failure(let mismatch)? = result, number.kind != .unresolved {
            diagnostics.append(WrongType.message(definition.name, found: number, mismatch))
        }
        return result?.map { Value(Located($0, at: scalar.span)) }
    }

    struct Value {
        var located: Located<ParameterValue>
        var expression: Expression?

        init(_ located: Located<ParameterValue>, expression: Expression? = nil) {
            self.located = located
            self.expression = expression
        }
    }

    /// `[3, 3]` probably means `3x3`, and `[120, 84]` means `120-84`.
    private static func joined(_ node: YAMLNode, _ type: ParameterType) -> String? {
        switch type {
        case .extent, .padding: node.joinedNumbers("x", counts: [2])
        case .widths: node.joinedNumbers("-", counts: 1...64)
        default: nil
        }
    }

    private enum Message {
        /// `conv: {relu: true}`.
        static func valueAsKey(
            _ key: Located<String>, of parameter: ParameterDefinition, in syntax: Syntax
        ) -> Diagnostic {
            Diagnostic(
                .unknownKey, "`\(syntax.key)` has no key `\(key.value)`", at: key.span,
                help: "write `\(parameter.name): \(key.value)`")
        }

        /// `conv: {dropout: 0.5}`.
        static func otherLayer(_ key: Located<String>, _ line: String, in syntax: Syntax) -> Diagnostic {
            Diagnostic(
                .unknownKey, "`\(syntax.key)` has no key `\(key.value)`", at: key.span,
                help: OtherLayer.advice(for: line))
        }

        /// `activation: softmax`.
        static func otherLayer(_ scalar: YAMLScalar, of parameter: ParameterDefinition) -> Diagnostic {
            Diagnostic(
                .wrongType, "\(parameter.name) can't be `\(scalar.text)`", at: scalar.span,
                about: .value(scalar.text, of: parameter.name), help: OtherLayer.advice(for: scalar.text))
        }

        static func notMapping(_ syntax: Syntax, at node: YAMLNode) -> Diagnostic {
            Diagnostic(
                .wrongType, "`\(syntax.key)` can't be \(node.kindDescription)", at: node.span,
                help: "write its parameters, for example `\(syntax.example.longhand)`")
        }

        static func missing(_ parameter: ParameterDefinition, in syntax: Syntax, at span: Span) -> Diagnostic {
            Diagnostic(
                .missingKey, "missing `\(parameter.name)` in `\(syntax.key)`", at: span,
                about: .missing(parameter.name),
                help: NotationMessage.explanation(parameter.documentation, example: syntax.example.longhand))
        }
    }
}

extension Arguments {
    fileprivate mutating func write(_ value: LonghandReader.Value, to parameter: ParameterDefinition) {
        write(value.located.value, for: parameter.name, at: value.located.span)
        expressions[parameter.name] = value.expression
    }
}

extension YAMLNode {
    /// The whole numbers of a list, joined as in the notation; nil if it isn't such a list, or has another count.
    func joinedNumbers(_ separator: String, counts: some Collection<Int>) -> String? {
        guard case .sequence(let items) = content, counts.contains(items.count) else { return nil }
        let texts = items.compactMap { $0.scalar?.text }
        let areNumbers = texts.count == items.count && texts.allSatisfy { Int($0) ?? 0 > 0 }
        return areNumbers ? texts.joined(separator: separator) : nil
    }
}

extension YAMLPair {
    /// Whether it merges another mapping into its own, in YAML 1.1.
    var isMerge: Bool { key.scalar.map { $0.text == "<<" && $0.style == .plain } ?? false }
}

/// The keys of a mapping.
enum Keys {
    /// The pairs with scalar keys, each key once. Other pairs are reported, and so are merge keys.
    static func unique(
        _ pairs: [YAMLPair], _ diagnostics: inout [Diagnostic]
    ) -> [(key: Located<String>, value: YAMLNode)] {
        // A linear search is faster for a few keys.
        let isShort = pairs.count <= 16
        var first: [String: Span] = [:]
        var result: [(key: Located<String>, value: YAMLNode)] = []
        result.reserveCapacity(pairs.count)
        for pair in pairs {
            guard let scalar = pair.key.scalar else {
                diagnostics.append(
                    Diagnostic(
                        .wrongType, "a key can't be \(pair.key.kindDescription)", at: pair.key.span,
                        help: "a key is a word"))
                continue
            }
            let earlier =
                isShort ? result.first { $0.key.value == scalar.text }?.key.span : first[scalar.text]
            if let earlier {
                diagnostics.append(
                    Diagnostic(
                        .duplicateKey, "duplicate key `\(scalar.text)`",
                        at: scalar.span, notes: [Diagnostic.Note("first used here", at: earlier)],
                        help: "remove one; only the first is used"))
                continue
            }
            if pair.isMerge {
                diagnostics.append(
                    Diagnostic(
                        .unknownKey, "merge keys (`<<`) aren't supported", at: scalar.span,
                        help: """
                            write the keys out, or alias a whole value, as in `activation: *a`; layers that are alike \
                            can share a block of `\(StructureWord.define.key)`
                            """))
                continue
            }
            if !isShort { first[scalar.text] = scalar.span }
            result.append((Located(scalar.text, at: scalar.span), pair.value))
        }
        return result
    }

    static func unknown(_ key: Located<String>, in place: StructurePlace) -> Diagnostic {
        unknown(key, in: place.title, known: place.keys)
    }

    /// Where the keys of sections and structures are listed.
    static let listing = "docs/language.md lists all of them"

    /// - Parameters:
    ///   - rest: where all of the known keys are listed, if they are too many for a message.
    ///   - syntax: what has the keys, if it is in the catalog.
    static func unknown(
        _ key: Located<String>, in place: String, known: [String], rest: String = listing, of syntax: Syntax? = nil
    ) -> Diagnostic {
        let closest = ForeignWords.key(key.value, among: known, of: syntax)
        let allowed = known.isEmpty ? "\(place) has no keys" : Suggestion.known(known, near: key.value, rest: rest)
        return Diagnostic(
            .unknownKey, "\(place) has no key `\(key.value)`", at: key.span,
            help: closest.map { "did you mean `\($0)`?" } ?? allowed,
            fixes: closest.map { [Diagnostic.Fix("change to `\($0)`", replacing: key.span, with: $0)] } ?? [])
    }
}

/// Names of models and layers: any text of one line.
enum Names {
    static let longest = 200
    /// The name of the network's input, which no layer can have.
    static let ofInput = StructureWord.input.key

    static func read(_ node: YAMLNode, _ diagnostics: inout [Diagnostic]) -> Located<String>? {
        guard let scalar = node.scalar, !scalar.isEmpty else {
            diagnostics.append(
                WrongType.message(
                    "a name", found: node.kindDescription, at: node.span,
                    ValueMismatch(expected: "a word or a quoted string", replacement: nil)))
            return nil
        }
        return check(Located(scalar.text, at: scalar.span), &diagnostics)
    }

    static func check(_ name: Located<String>, _ diagnostics: inout [Diagnostic]) -> Located<String>? {
        let problem: String? =
            if name.value.allSatisfy(\.isWhitespace) {
                "a name can't be empty"
            } else if name.value.unicodeScalars.count > longest {
                "this name has \(name.value.unicodeScalars.count) characters; at most \(longest) are allowed"
            } else if name.value.unicodeScalars.contains(where: isControl) {
                "a name can't contain line breaks or control characters"
            } else {
                nil
            }
        guard let problem else { return name }
        diagnostics.append(Diagnostic(.invalidName, problem, at: name.span, help: "choose a short name"))
        return nil
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
    }
}
