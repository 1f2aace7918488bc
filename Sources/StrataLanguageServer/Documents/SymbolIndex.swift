import Basics
import NetworkTerms
import SpecCompiler

/// The names that a spec defines and uses: of layers, blocks, and the parameters of blocks.
///
/// It is built from the tree instead of the network, so that a name in a block is one symbol, however often the block
/// is used, and so that it is available while the rest of the spec is incomplete.
struct SymbolIndex {
    enum Kind: Sendable {
        case layer
        case block
        case parameter
    }

    struct Symbol {
        var kind: Kind
        var name: String
        var definition: Span
        var references: [Span] = []

        var places: [Span] { [definition] + references }
    }

    /// A name that is used but not defined: an automatic one (`conv1`), or an error.
    struct Unresolved {
        var name: String
        var span: Span
    }

    private(set) var symbols: [Symbol] = []
    private(set) var unresolved: [Unresolved] = []

    /// The scopes of names: the network, each block, each stack of layers.
    private var parents: [Int?] = [nil]
    private var names: [[String: Int]] = [[:]]
    private var blocks: [String: Int] = [:]
    private var parameters: [String: [String: Int]] = [:]
    private var references: [(kind: Kind, name: String, scope: Int, span: Span)] = []
    private let known: [String: BlockDefinition]

    init(_ document: YAMLDocument, blocks definitions: [BlockDefinition]) {
        known = Dictionary(definitions.map { ($0.name.value, $0) }) { first, _ in first }
        guard case .mapping(let sections) = document.root?.content else { return }
        for section in sections where section.key.scalar?.text == StructureWord.define.key { define(section.value) }
        for section in sections {
            guard let word = section.key.scalar.flatMap({ StructurePlace.spec.word($0.text) }) else { continue }
            if word.holdsLayers { list(section.value, scope: 0, block: nil) }
            if let place = word.namedKeys { walkNamed(section.value, of: place) }
        }
        resolve()
    }

    /// The symbol whose name is at an offset, and the span of that name.
    func symbol(at offset: Int) -> (symbol: Symbol, span: Span)? {
        for symbol in symbols {
            if let span = symbol.places.first(where: { $0.holds(offset) }) { return (symbol, span) }
        }
        return nil
    }

    // MARK: Definitions

    private mutating func add(_ kind: Kind, _ name: String, _ span: Span) -> Int {
        symbols.append(Symbol(kind: kind, name: name, definition: span))
        return symbols.count - 1
    }

    private mutating func define(_ node: YAMLNode) {
        guard case .mapping(let pairs) = node.content else { return }
        for pair in pairs {
            guard let name = pair.key.scalar, blocks[name.text] == nil else { continue }
            blocks[name.text] = add(.block, name.text, name.inner)
            guard case .mapping(let parts) = pair.value.content else { continue }
            for part in parts where part.key.scalar?.text == StructureWord.given.key {
                let scalars: [YAMLScalar] =
                    switch part.value.content {
                    case .mapping(let given): given.compactMap(\.key.scalar)
                    case .sequence(let items): items.compactMap(\.scalar)
                    case .scalar: []
                    }
                for scalar in scalars where parameters[name.text]?[scalar.text] == nil {
                    parameters[name.text, default: [:]][scalar.text] = add(.parameter, scalar.text, scalar.inner)
                }
            }
        }
    }

    /// The lists of layers in blocks or heads. A block's layers are visible only in the block.
    private mutating func walkNamed(_ node: YAMLNode, of place: StructurePlace) {
        guard case .mapping(let pairs) = node.content else { return }
        for pair in pairs {
            guard let name = pair.key.scalar?.text else { continue }
            let isBlock = place == .block
            let (scope, block) = isBlock ? (newScope(in: 0), name) : (0, nil)
            guard case .mapping(let parts) = pair.value.content else {
                list(pair.value, scope: scope, block: block)
                continue
            }
            for part in parts {
                guard let word = part.key.scalar.flatMap({ place.word($0.text) }) else { continue }
                if word.holdsLayers { list(part.value, scope: scope, block: block) }
                if word == .from { part.value.scalar.map { refer(.layer, $0, scope: scope) } }
            }
        }
    }

    private mutating func newScope(in parent: Int) -> Int {
        parents.append(parent)
        names.append([:])
        return parents.count - 1
    }

    private mutating func name(_ text: String, _ span: Span, scope: Int) {
        guard names[scope][text] == nil, !text.isEmpty else { return }
        names[scope][text] = add(.layer, text, span)
    }

    private mutating func refer(_ kind: Kind, _ scalar: YAMLScalar, scope: Int) {
        guard !scalar.isEmpty else { return }
        references.append((kind, scalar.text, scope, scalar.inner))
    }

    // MARK: Lists of layers

    private mutating func list(_ node: YAMLNode, scope: Int, block: String?) {
        // The names in an alias's content are at its anchor.
        guard node.anchor == nil, case .sequence(let items) = node.content else { return }
        for item in items where item.anchor == nil {
            switch item.content {
            case .scalar(let scalar): notation(scalar, scope: scope, block: block)
            case .mapping(let pairs): longhand(pairs, scope: scope, block: block)
            case .sequence: list(item, scope: scope, block: block)
            }
        }
    }

    private mutating func notation(_ scalar: YAMLScalar, scope: Int, block: String?) {
        guard scalar.verbatimStart != nil else { return }
        let clauses = NotationParser.clauses(of: scalar)
        guard let head = clauses.first?.terms else { return }
        parametersUsed(in: scalar, block: block)
        var used: String?
        if let first = head.first, StructurePlace.line.word(first.text)?.joinKind != nil {
            for term in head.dropFirst() { references.append((.layer, term.writtenText, scope, term.span)) }
        } else if let term = blockUsed(by: head) {
            used = term.text
            references.append((.block, term.text, scope, term.span))
        }
        for clause in clauses.dropFirst() {
            guard let first = clause.terms.first else { continue }
            if first.text == StructureWord.as.key, clause.terms.count == 2 {
                name(clause.terms[1].writtenText, clause.terms[1].span, scope: scope)
            } else if let used, parameters[used]?[first.text] != nil {
                parameters[used]?[first.text].map { symbols[$0].references.append(first.span) }
            }
        }
    }

    private func isBlock(_ name: String) -> Bool { blocks[name] != nil || known[name] != nil }

    /// The first word, unless it starts the name of a kind of layer, like `batch` in `batch norm`.
    private func blockUsed(by head: [NotationTerm]) -> NotationTerm? {
        let words = head.drop { !$0.isWord }.prefix(while: \.isWord)
        guard let first = words.first, isBlock(first.text) else { return nil }
        let text = words.map(\.text).joined(separator: " ") + " "
        let isLayer = Catalog.layers.contains { layer in
            layer.syntax.forms.contains { $0.words.contains(" ") && text.hasPrefix($0.words + " ") }
        }
        return isLayer ? nil : first
    }

    private mutating func longhand(_ pairs: [YAMLPair], scope: Int, block: String?) {
        for pair in pairs {
            guard let key = pair.key.scalar else { continue }
            switch StructurePlace.besideItem.word(key.text) ?? StructurePlace.item.word(key.text) {
            case .name?:
                if let scalar = pair.value.scalar { name(scalar.text, scalar.inner, scope: scope) }
            case .layers?: list(pair.value, scope: newScope(in: scope), block: block)
            case let word? where word.holdsLayers: list(pair.value, scope: scope, block: block)
            case let word? where word.joinKind != nil: joined(pair.value, scope: scope)
            case .some:
                if let scalar = pair.value.scalar { parametersUsed(in: scalar, block: block) }
            case nil:
                let used = isBlock(key.text) ? key.text : nil
                if used != nil { refer(.block, key, scope: scope) }
                guard case .mapping(let arguments) = pair.value.content else {
                    if let scalar = pair.value.scalar { parametersUsed(in: scalar, block: block) }
                    continue
                }
                for argument in arguments {
                    guard let argumentKey = argument.key.scalar else { continue }
                    if let used, let symbol = parameters[used]?[argumentKey.text] {
                        symbols[symbol].references.append(argumentKey.inner)
                    }
                    guard let value = argument.value.scalar else { continue }
                    if used == nil, argumentKey.text == StructureWord.name.key {
                        name(value.text, value.inner, scope: scope)
                    } else {
                        parametersUsed(in: value, block: block)
                    }
                }
            }
        }
    }

    /// The operand of a join: a name, several names, or `{with: NAMES}`.
    private mutating func joined(_ node: YAMLNode, scope: Int) {
        switch node.content {
        case .scalar(let scalar): refer(.layer, scalar, scope: scope)
        case .sequence(let items): for item in items { item.scalar.map { refer(.layer, $0, scope: scope) } }
        case .mapping(let pairs):
            for pair in pairs where pair.key.scalar?.text == StructureWord.with.key { joined(pair.value, scope: scope) }
        }
    }

    /// `$width` and `${width}` in a text.
    private mutating func parametersUsed(in scalar: YAMLScalar, block: String?) {
        guard let block, let known = parameters[block], let start = scalar.verbatimStart else { return }
        let bytes = Array(scalar.text.utf8)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "$") else {
                index += 1
                continue
            }
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "{") { index += 1 }
            let first = index
            while index < bytes.count, Expression.isNamePart(bytes[index]) { index += 1 }
            if let symbol = known[String(decoding: bytes[first..<index], as: UTF8.self)] {
                symbols[symbol].references.append(
                    Span(file: scalar.span.file, start: start + first, end: start + index))
            }
        }
    }

    // MARK: References

    private mutating func resolve() {
        for reference in references {
            switch reference.kind {
            case .block:
                if let symbol = blocks[reference.name] { symbols[symbol].references.append(reference.span) }
            case .layer, .parameter:
                var scope: Int? = reference.scope
                var found: Int?
                while let current = scope, found == nil {
                    found = names[current][reference.name]
                    scope = parents[current]
                }
                if let found {
                    symbols[found].references.append(reference.span)
                } else {
                    unresolved.append(Unresolved(name: reference.name, span: reference.span))
                }
            }
        }
    }
}

extension YAMLScalar {
    /// The span of the text without quotes.
    var inner: Span { span(of: 0..<text.utf8.count) }
}

extension Span {
    /// Whether a cursor at `offset` touches it.
    func holds(_ offset: Int) -> Bool { file == 0 && start <= offset && offset <= end }
}
