import SpecCompiler

/// One thing that can be written at a place.
struct Proposal {
    /// As the protocol counts them.
    enum Kind: Int {
        case function = 3
        case variable = 6
        case block = 7
        case property = 10
        case value = 12
        case keyword = 14
    }

    var label: String
    var kind: Kind
    /// What is written; the label where nothing else is said.
    var text: String?
    var detail: String?
    var documentation: String?

    init(
        _ label: String, _ kind: Kind, text: String? = nil, detail: String? = nil, documentation: String? = nil
    ) {
        (self.label, self.kind, self.text) = (label, kind, text)
        (self.detail, self.documentation) = (detail, documentation)
    }
}

extension Analysis {
    /// What can be written at a place.
    func completion(at offset: Int) -> JSONValue {
        if isInComment(offset) { return ["isIncomplete": false, "items": []] }
        let context = LineContext(source, offset: offset)
        let (proposals, typed) = proposals(context, at: offset)
        let range = positions.range(offset - typed.utf8.count..<offset)
        let items = proposals.enumerated().map { index, proposal in
            JSONValue.fields([
                "label": .string(proposal.label), "kind": .integer(proposal.kind.rawValue),
                "detail": proposal.detail.map { .string($0) },
                "documentation": proposal.documentation.map { .markdown($0) },
                "filterText": .string(proposal.label),
                // In the order of the catalogue.
                "sortText": .string(String(String(10_000 + index).dropFirst())),
                "textEdit": ["range": range, "newText": .string(proposal.text ?? proposal.label)],
            ])
        }
        return ["isIncomplete": false, "items": .array(items)]
    }

    private func isInComment(_ offset: Int) -> Bool {
        let start = source.lineStarts[source.line(at: offset) - 1]
        let before = source.bytes[start..<max(start, offset)]
        guard let hash = before.firstIndex(of: UInt8(ascii: "#")) else { return false }
        return hash == start || before[hash - 1] == 0x20
    }

    /// - Returns: what can be written, and what of it has been typed.
    private func proposals(_ context: LineContext, at offset: Int) -> ([Proposal], Substring) {
        let path = context.path
        if let dollar = context.text.lastIndex(of: "$"),
            context.text[dollar...].dropFirst().utf8.allSatisfy(\.isNamePart), path.first == "define", path.count > 1
        {
            return (parametersOfBlock(path[1]), context.text[dollar...])
        }
        if let flowKey = context.flowKey { return (flow(flowKey, context), context.text) }
        if let key = context.key { return value(of: key, context, at: offset) }
        if path.isEmpty {
            return (keys(SpecKeys.all, besides: context.siblings), context.text)
        }
        if path == ["train"] { return (keys(SpecKeys.training, besides: context.siblings), context.text) }
        if context.isItem, path.isLayerList {
            let (words, typed) = notation(context.text, among: layerChoices, admitsName: true, noun: .function)
            return (words + (typed == context.text ? structures() : []), typed)
        }
        switch path.first {
        case "define" where path.count == 2:
            return (words(["given", "layers"], besides: context.siblings), context.text)
        case "heads" where path.count == 2:
            return (words(["from", "weight", "layers"], besides: context.siblings), context.text)
        case "train" where path.count == 2:
            return (
                (path.trainingChoices ?? []).map { Proposal($0.key, .property, text: $0.key + ": ", detail: $0.title) },
                context.text
            )
        default: break
        }
        if let syntax = layerChoices.first(where: { $0.key == path.last }) {
            return (parameterKeys(syntax, besides: context.siblings), context.text)
        }
        // Beside the first key of an item.
        return (words(["repeat", "name", "shortcut", "join"], besides: context.siblings), context.text)
    }

    // MARK: Keys

    private func keys(_ keys: [SpecKey], besides written: [String]) -> [Proposal] {
        keys.filter { !written.contains($0.name) }.map {
            let isSection = ["define", "body", "head", "heads", "train"].contains($0.name)
            return Proposal(
                $0.name, .property, text: $0.name + (isSection ? ":\n  " : ": "), detail: $0.example,
                documentation: $0.documentation)
        }
    }

    private func words(_ names: [String], besides written: [String]) -> [Proposal] {
        names.filter { !written.contains($0) }.map { name in
            Proposal(name, .property, text: name + ": ", documentation: StructureWord.named(name)?.documentation)
        }
    }

    /// What begins an item that is no layer.
    private func structures() -> [Proposal] {
        ["expect", "concat", "add", "multiply"].map {
            Proposal($0, .keyword, text: $0 + " ", documentation: StructureWord.named($0)?.documentation)
        }
            + ["residual", "branches", "layers"].map {
                Proposal($0, .keyword, text: $0 + ":", documentation: StructureWord.named($0)?.documentation)
            }
    }

    private func parameterKeys(_ syntax: Syntax, besides written: [String]) -> [Proposal] {
        syntax.parameters.filter { !written.contains($0.name) }.map {
            Proposal(
                $0.name, .property, text: $0.name + ": ", detail: $0.fallback.map { "default \($0.text)" },
                documentation: $0.documentation)
        }
    }

    /// In braces: the parameters of a layer or a block, or what one may be.
    private func flow(_ key: String, _ context: LineContext) -> [Proposal] {
        if key == "train" {
            if let key = context.key { return value(of: key, context, at: 0).0 }
            return keys(SpecKeys.training, besides: [])
        }
        let choices =
            layerChoices + Catalogue.dataSources + Catalogue.losses + Catalogue.optimizers + Catalogue.schedules
        guard let syntax = choices.first(where: { $0.key == key }) else { return [] }
        guard let name = context.key else { return parameterKeys(syntax, besides: []) }
        return syntax.parameter(named: name).map { values(of: $0.type) } ?? []
    }

    // MARK: Values

    private func value(of key: String, _ context: LineContext, at offset: Int) -> ([Proposal], Substring) {
        switch key {
        case "input" where context.path.isEmpty:
            return (DataSetDefinition.all.map { Proposal("\($0.input)", .value, detail: $0.title) }, context.text)
        case "data", "loss", "optimizer", "schedule":
            return notation(context.text, among: Catalogue.choices(of: key) ?? [], admitsName: false, noun: .value)
        case "target": return (TrainingTarget.allCases.map { Proposal($0.rawValue, .value) }, context.text)
        case "shortcut": return (["project", "identity"].map { Proposal($0, .value) }, context.text)
        case "join": return (JoinKind.words.map { Proposal($0, .value) }, context.text)
        case "from", "concat", "add", "multiply", "with":
            let typed = context.text.split(separator: " ").last ?? ""
            return (names(before: offset), context.text.hasSuffix(" ") ? "" : typed)
        default:
            if let layer = layerChoices.first(where: { $0.key == context.path.last }),
                let parameter = layer.parameter(named: key)
            {
                return (values(of: parameter.type), context.text)
            }
            return ([], context.text)
        }
    }

    private func values(of type: ParameterType) -> [Proposal] { type.ownWords.map { Proposal($0, .value) } }

    /// The names of layers, with their sizes; those before the cursor first.
    private func names(before offset: Int) -> [Proposal] {
        var seen: Set<String> = []
        let named = symbols.symbols.filter { $0.kind == .layer && $0.definition.start < offset }.map(\.name)
        let numbered = compilation.layers.map(\.name).filter { !$0.contains(".") }
        return (named + numbered).filter { seen.insert($0).inserted }.prefix(200).map { name in
            Proposal(name, .variable, detail: steps(named: name).first?.output.description)
        }
    }

    private func parametersOfBlock(_ name: String) -> [Proposal] {
        let block = blocks.first { $0.name.value == name }
        return (block?.syntax.parameters ?? []).map {
            Proposal("$" + $0.name, .variable, detail: $0.fallback.map { "default \($0.text)" })
        }
    }

    // MARK: The notation

    /// - Returns: what can stand at the end of a line of the notation, and what of it has been typed.
    private func notation(
        _ text: Substring, among choices: [Syntax], admitsName: Bool, noun: Proposal.Kind
    ) -> ([Proposal], Substring) {
        let clauses = text.split(separator: ",", omittingEmptySubsequences: false)
        let last = (clauses.last ?? "").drop { $0 == " " }
        if clauses.count <= 1 {
            let terms = NotationParser.clauses(of: last)?.first?.terms ?? []
            if let first = terms.first, admitsName, JoinKind(rawValue: first.text) != nil, last.contains(" ") {
                let typed = last.hasSuffix(" ") ? "" : last.split(separator: " ").last ?? ""
                return (names(before: .max), typed)
            }
            return forms(last, terms, among: choices, noun)
        }
        guard let head = NotationParser.clauses(of: clauses[0])?.first?.terms, let found = choices.named(by: head)
        else {
            let isJoin = clauses[0].split(separator: " ").first.flatMap { JoinKind(rawValue: String($0)) } != nil
            return (isJoin ? [Proposal("crop", .keyword), Proposal("as", .keyword, text: "as ")] : [], last)
        }
        return options(
            last, of: found.syntax, written: clauses.dropFirst().dropLast().map(String.init), admitsName: admitsName)
    }

    private func forms(
        _ text: Substring, _ terms: [NotationTerm], among choices: [Syntax], _ kind: Proposal.Kind
    ) -> ([Proposal], Substring) {
        // What stands before the words: `3x3` of `3x3 co`.
        let size = terms.first.flatMap { $0.isWord ? nil : $0 }
        var typed = text
        if let size { typed = text.dropFirst(size.writtenText.count).drop { $0 == " " } }
        if size != nil, !text.contains(" ") { return ([], "") }
        let blockNames = Set(blocks.map(\.name.value))
        return (
            choices.flatMap { syntax in
                let takesSize = syntax.parameter(at: .leading)
                return syntax.forms.compactMap { form -> Proposal? in
                    // A size stands before some layers only, and has to stand there.
                    if size != nil, takesSize == nil { return nil }
                    let begin = size == nil && takesSize?.isRequired == true ? Self.exampleSize(syntax) : ""
                    let follows = syntax.parameter(at: .trailing) != nil ? " " : ""
                    return Proposal(
                        form.words, blockNames.contains(syntax.key) ? .block : kind, text: begin + form.words + follows,
                        detail: syntax.title, documentation: Self.text(of: syntax))
                }
            }, typed
        )
    }

    /// `3x3 ` of an example that begins with it.
    private static func exampleSize(_ syntax: Syntax) -> String {
        guard let first = syntax.example.notation.split(separator: " ").first, first.first?.isNumber == true else {
            return ""
        }
        return first + " "
    }

    private func options(
        _ text: Substring, of syntax: Syntax, written: [String], admitsName: Bool
    ) -> ([Proposal], Substring) {
        // Behind a word that wants a value.
        if let blank = text.firstIndex(of: " ") {
            let word = String(text[..<blank])
            if let parameter = syntax.parameters.first(where: { $0.places.contains(.keyword(word)) }) {
                return (values(of: parameter.type), text[text.index(after: blank)...].drop { $0 == " " })
            }
        }
        let given = written.map { $0.drop { $0 == " " } }
        var proposals: [Proposal] = []
        for parameter in syntax.parameters where !given.contains(where: parameter.isWritten) {
            for place in parameter.places {
                let detail = parameter.fallback.map { "\(parameter.name), default \($0.text)" } ?? parameter.name
                func add(_ word: String, _ text: String? = nil) {
                    proposals.append(
                        Proposal(word, .keyword, text: text, detail: detail, documentation: parameter.documentation))
                }
                switch place {
                case .keyword(let word): add(word, word + " ")
                case .flag(let word, _): add(word)
                case .itself: values(of: parameter.type).forEach { add($0.label) }
                case .slash: add("/2")
                case .alone, .leading, .trailing: break
                }
            }
        }
        if admitsName, !given.contains(where: { $0.hasPrefix("as ") }), Catalogue.layer(key: syntax.key) != nil {
            proposals.append(Proposal("as", .keyword, text: "as ", detail: "a name for the layer"))
        }
        return (proposals, text)
    }
}

extension ParameterDefinition {
    /// Whether what stands between two commas writes it.
    fileprivate func isWritten(_ clause: Substring) -> Bool {
        places.contains { place in
            switch place {
            case .keyword(let word): clause.hasPrefix(word + " ")
            case .flag(let word, _): clause == word
            case .itself: type.ownWords.contains(String(clause))
            case .slash: clause.hasPrefix("/")
            case .alone, .leading, .trailing: false
            }
        }
    }
}

extension ParameterType {
    /// The words that may stand for it.
    var ownWords: [String] {
        switch self {
        case .boolean: ["true", "false"]
        case .padding: ["same", "valid"]
        case .groups: ["channels"]
        case .word(let words): words
        default: []
        }
    }
}

extension NotationParser {
    /// The clauses of a text that stands in no file.
    static func clauses(of text: Substring) -> [NotationClause]? {
        clauses(
            of: YAMLScalar(
                text: String(text), style: .plain, span: Span(start: 0, end: text.utf8.count), verbatimStart: 0))
    }
}
