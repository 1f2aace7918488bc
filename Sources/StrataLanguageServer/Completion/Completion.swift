import Basics
import NetworkTerms
import SpecCompiler

/// A completion item.
struct Proposal {
    /// The protocol's numbers.
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
    /// The text to insert; the label if nil.
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
    /// The completion items at an offset.
    func completion(at offset: Int) -> JSON {
        if isInComment(offset) { return ["isIncomplete": false, "items": []] }
        let context = LineContext(source, offset: offset)
        let (proposals, typed) = proposals(context, at: offset)
        let range = positions.range(offset - typed.utf8.count..<offset)
        let items = proposals.enumerated().map { index, proposal in
            JSON.fields([
                "label": .string(proposal.label), "kind": .integer(proposal.kind.rawValue),
                "detail": proposal.detail.map { .string($0) },
                "documentation": proposal.documentation.map { .markdown($0) },
                "filterText": .string(proposal.label),
                // In the order of the catalog.
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

    /// - Returns: the proposals, and the part that has already been typed.
    private func proposals(_ line: LineContext, at offset: Int) -> ([Proposal], Substring) {
        let context = StructureContext(path: line.path)
        if let dollar = line.text.lastIndex(of: "$"), let block = context.block,
            line.text[dollar...].dropFirst().utf8.allSatisfy(Expression.isNamePart)
        {
            return (parametersOfBlock(block), line.text[dollar...])
        }
        if let flowKey = line.flowKey {
            let inner = context.below(flowKey)
            if let key = line.key { return value(of: key, in: inner, line, at: offset) }
            return (keys(in: inner, besides: []), line.text)
        }
        if let key = line.key { return value(of: key, in: context, line, at: offset) }
        if line.isItem, context.isLayerList {
            let (words, typed) = notation(line.text, among: layerChoices, admitsName: true, noun: .function)
            return (words + (typed == line.text ? structures() : []), typed)
        }
        return (keys(in: context, besides: line.siblings), line.text)
    }

    // MARK: Keys

    /// The keys that are allowed in a mapping, without those that it already has.
    private func keys(in context: StructureContext, besides written: [String]) -> [Proposal] {
        if let syntax = used(in: context), context.parameter == nil { return parameterKeys(syntax, besides: written) }
        if let place = context.keys { return keys(place.words, besides: written) }
        if let choices = context.choices {
            return choices.map { Proposal($0.key, .property, text: $0.key + ": ", detail: $0.title) }
        }
        guard context.isLayerList else { return [] }
        // Next to the first key of an item: a layer and a block accept the keys of a list of layers.
        let main = written.lazy.compactMap(StructurePlace.item.word).first
        return keys((main ?? .layers).companions, besides: written)
    }

    private func keys(_ words: [StructureWord], besides written: [String]) -> [Proposal] {
        words.filter { !written.contains($0.key) }.map { word in
            // At deeper levels, the editor indents the next line.
            let goesOnBelow = word.places.contains(.spec) && word.startsBlock
            return Proposal(
                word.key, .property, text: word.key + (goesOnBelow ? ":\n  " : ": "),
                detail: word.example.contains("\n") ? nil : String(word.example.trimmingPrefix("- ")),
                documentation: word.documentation)
        }
    }

    /// The words that start an item other than a layer.
    private func structures() -> [Proposal] {
        StructurePlace.item.words.map { word in
            let isNotation = StructurePlace.line.words.contains(word)
            return Proposal(
                word.key, .keyword, text: word.key + (isNotation ? " " : ":"), documentation: word.documentation)
        }
    }

    /// The layer, block, or choice whose parameters are being written.
    private func used(in context: StructureContext) -> Syntax? {
        guard let key = context.used else { return nil }
        return context.usedChoice ?? layerChoices.first { $0.key == key }
    }

    private func parameterKeys(_ syntax: Syntax, besides written: [String]) -> [Proposal] {
        syntax.parameters.filter { !written.contains($0.name) }.map {
            Proposal(
                $0.name, .property, text: $0.name + ": ", detail: $0.fallback.map { "default \($0.text)" },
                documentation: $0.documentation)
        }
    }

    // MARK: Values

    private func value(
        of key: String, in context: StructureContext, _ line: LineContext, at offset: Int
    ) -> ([Proposal], Substring) {
        guard let word = context.word(key) else {
            let parameter = context.parameter == nil ? used(in: context)?.parameter(named: key) : nil
            return (parameter.map { values(of: $0.type) } ?? [], line.text)
        }
        var proposals: [Proposal] = []
        for shape in word.value {
            switch shape {
            case .choice(let choices):
                return notation(line.text, among: choices, admitsName: false, noun: .value)
            case .layerName, .layerNames:
                let typed = line.text.split(separator: " ").last ?? ""
                return (names(before: offset), line.text.hasSuffix(" ") ? "" : typed)
            case .size where word == .input:
                proposals += Catalog.dataSources.compactMap(\.dataSet).map {
                    Proposal("\($0.input)", .value, detail: $0.title)
                }
            case .term(let type): proposals += values(of: type)
            case .target: proposals += TrainingTarget.allCases.map { Proposal($0.rawValue, .value) }
            case .name, .size, .count, .limit, .paths, .parameters, .layers, .branches, .keys, .named: break
            }
        }
        return (proposals, line.text)
    }

    private func values(of type: ParameterType) -> [Proposal] { type.ownWords.map { Proposal($0, .value) } }

    /// The names of layers, with their sizes; those before the cursor first.
    private func names(before offset: Int) -> [Proposal] {
        let named = symbols.symbols.filter { $0.kind == .layer && $0.definition.start < offset }.map(\.name)
        let numbered = compilation.layers.map(\.name).filter { !$0.contains(".") }
        return (named + numbered).unique(by: \.self).prefix(200).map { name in
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

    /// - Returns: the proposals for the end of a notation line, and the part that has already been typed.
    private func notation(
        _ text: Substring, among choices: [Syntax], admitsName: Bool, noun: Proposal.Kind
    ) -> ([Proposal], Substring) {
        let clauses = text.split(separator: ",", omittingEmptySubsequences: false)
        let last = (clauses.last ?? "").drop { $0 == " " }
        if clauses.count <= 1 {
            let terms = NotationParser.clauses(of: last)?.first?.terms ?? []
            if let first = terms.first, admitsName, StructurePlace.line.word(first.text)?.joinKind != nil,
                last.contains(" ")
            {
                let typed = last.hasSuffix(" ") ? "" : last.split(separator: " ").last ?? ""
                return (names(before: .max), typed)
            }
            return forms(last, terms, among: choices, noun)
        }
        guard let head = NotationParser.clauses(of: clauses[0])?.first?.terms, let found = choices.named(by: head)
        else {
            let word = clauses[0].split(separator: " ").first.flatMap { StructurePlace.line.word(String($0)) }
            return (word?.joinKind == nil ? [] : StructurePlace.option.words.map(option), last)
        }
        return options(
            last, of: found.syntax, written: clauses.dropFirst().dropLast().map(String.init), admitsName: admitsName)
    }

    private func forms(
        _ text: Substring, _ terms: [NotationTerm], among choices: [Syntax], _ kind: Proposal.Kind
    ) -> ([Proposal], Substring) {
        // The size before the name: `3x3` in `3x3 co`.
        let size = terms.first.flatMap { $0.isWord ? nil : $0 }
        var typed = text
        if let size { typed = text.dropFirst(size.writtenText.count).drop { $0 == " " } }
        if size != nil, !text.contains(" ") { return ([], "") }
        let blockNames = Set(blocks.map(\.name.value))
        return (
            choices.flatMap { syntax in
                let takesSize = syntax.parameter(at: .leading)
                return syntax.forms.compactMap { form -> Proposal? in
                    // Some layers require a size before their name, and the others don't allow one.
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

    /// The `3x3 ` at the start of an example, if there is one.
    private static func exampleSize(_ syntax: Syntax) -> String {
        guard let first = syntax.example.notation.split(separator: " ").first, first.first?.isNumber == true else {
            return ""
        }
        return first + " "
    }

    private func options(
        _ text: Substring, of syntax: Syntax, written: [String], admitsName: Bool
    ) -> ([Proposal], Substring) {
        // After a word that requires a value.
        if let space = text.firstIndex(of: " ") {
            let word = String(text[..<space])
            if let parameter = syntax.parameters.first(where: { $0.places.contains(.keyword(word)) }) {
                return (values(of: parameter.type), text[text.index(after: space)...].drop { $0 == " " })
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
        let isNamed = given.contains { $0.hasPrefix(StructureWord.as.key + " ") }
        if admitsName, !isNamed { proposals.append(option(.as)) }
        return (proposals, text)
    }

    /// A structure word after a comma.
    private func option(_ word: StructureWord) -> Proposal {
        let takesName = word.value.contains(.name)
        return Proposal(
            word.key, .keyword, text: word.key + (takesName ? " " : ""), documentation: word.documentation)
    }
}

extension StructureWord {
    /// Whether its value usually starts on the next line.
    fileprivate var startsBlock: Bool {
        switch value.first {
        case .layers, .branches, .keys, .named: true
        default: false
        }
    }
}

extension ParameterDefinition {
    /// Whether a clause contains this parameter.
    fileprivate func isWritten(_ clause: Substring) -> Bool {
        places.contains { place in
            switch place {
            case .keyword(let word): clause.hasPrefix(word + " ")
            case .flag(let word, _): clause == word
            case .itself: type.ownWords.contains(clause.withoutNumber)
            case .slash: clause.hasPrefix("/")
            case .alone, .leading, .trailing: false
            }
        }
    }
}

extension Substring {
    /// `leaky relu` of `leaky relu 0.1`.
    fileprivate var withoutNumber: String {
        split(separator: " ").prefix { $0.first?.isLetter == true }.joined(separator: " ")
    }
}

extension ParameterType {
    /// The words that are valid values.
    var ownWords: [String] {
        switch self {
        case .boolean: ["true", "false"]
        case .padding: ["same", "valid"]
        case .count, .groups: [Expression.channelsWord]
        case .word(let words): words
        default: []
        }
    }
}

extension NotationParser {
    /// The clauses of a text that isn't in a file.
    static func clauses(of text: Substring) -> [NotationClause]? {
        clauses(
            of: YAMLScalar(
                text: String(text), style: .plain, span: Span(start: 0, end: text.utf8.count), verbatimStart: 0))
    }
}
