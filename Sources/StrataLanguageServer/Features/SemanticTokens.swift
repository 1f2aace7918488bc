import Basics
import NetworkTerms
import SpecCompiler

/// The kind of a word in a spec, in the protocol's terms.
enum TokenKind: String, CaseIterable {
    /// A key of a mapping.
    case property
    /// The name of a kind of layer: `max pool`.
    case function
    /// A block's name.
    case type = "class"
    /// A layer's name.
    case variable
    /// A block's parameter.
    case parameter
    /// A word after a comma: `pad`, `relu`.
    case keyword
    case number
    case string
}

extension Analysis {
    func semanticTokens() -> JSON {
        var tokens: [Token] = []
        if let root = tree.root { collect(root, .spec, into: &tokens) }
        for symbol in symbols.symbols {
            let kind: TokenKind =
                switch symbol.kind {
                case .layer: .variable
                case .block: .type
                case .parameter: .parameter
                }
            for span in symbol.places {
                tokens.append(Token(span: span, kind: kind, isDeclaration: span == symbol.definition, rank: 0))
            }
        }
        return ["data": .array(encoded(tokens).map { .integer($0) })]
    }

    private struct Token {
        var span: Span
        var kind: TokenKind
        var isDeclaration = false
        /// If two kinds apply to one place, the lower one is shown.
        var rank = 1
    }

    private func collect(_ node: YAMLNode, _ context: StructureContext, into tokens: inout [Token]) {
        guard node.anchor == nil else { return }
        switch node.content {
        case .scalar(let scalar):
            guard !scalar.isEmpty else { return }
            if let choices = context.isLayerList ? layerChoices : context.choices {
                notation(scalar, choices, into: &tokens)
            } else if let term = NotationParser.term(of: scalar), term.kind.isNumber {
                tokens.append(Token(span: scalar.inner, kind: .number))
            } else {
                tokens.append(Token(span: scalar.span, kind: .string))
            }
        case .sequence(let items): for item in items { collect(item, context, into: &tokens) }
        case .mapping(let pairs):
            for pair in pairs {
                let key = pair.key.scalar
                if let key {
                    let isLayer = context.isLayerList && Catalog.layer(key: key.text) != nil
                    tokens.append(Token(span: key.span, kind: isLayer ? .function : .property))
                }
                collect(pair.value, context.below(key?.text ?? ""), into: &tokens)
            }
        }
    }

    private func notation(_ scalar: YAMLScalar, _ choices: [Syntax], into tokens: inout [Token]) {
        guard scalar.verbatimStart != nil else {
            tokens.append(Token(span: scalar.span, kind: .string))
            return
        }
        for (index, clause) in NotationParser.clauses(of: scalar).enumerated() {
            for (place, term) in clause.terms.enumerated() {
                if term.isStride || term.kind.isNumber {
                    tokens.append(Token(span: term.span, kind: .number))
                } else if index == 0, place > 0, StructurePlace.line.word(clause.terms[0].text)?.joinKind != nil {
                    tokens.append(Token(span: term.span, kind: .variable))
                } else if index > 0, place > 0, clause.terms[0].text == StructureWord.as.key {
                    tokens.append(Token(span: term.span, kind: .variable))
                } else {
                    tokens.append(Token(span: term.span, kind: index == 0 ? .function : .keyword))
                }
            }
        }
    }

    /// Five numbers per token, as in the protocol: lines and characters from the previous token, length, kind,
    /// modifiers.
    private func encoded(_ tokens: [Token]) -> [Int] {
        var data: [Int] = []
        var last = Position(line: 0, character: 0)
        var taken = 0
        let sorted = tokens.filter { $0.span.file == 0 && $0.span.length > 0 }
            .sorted { ($0.span.start, $0.rank, $0.span.end) < ($1.span.start, $1.rank, $1.span.end) }
        for token in sorted where token.span.start >= taken {
            let start = positions.position(at: token.span.start)
            let end = positions.position(at: token.span.end)
            // A token can't span lines.
            guard start.line == end.line, end.character > start.character else { continue }
            let isSameLine = start.line == last.line
            data += [
                start.line - last.line, isSameLine ? start.character - last.character : start.character,
                end.character - start.character, TokenKind.allCases.firstIndex(of: token.kind) ?? 0,
                token.isDeclaration ? 1 : 0,
            ]
            last = start
            taken = token.span.end
        }
        return data
    }
}

extension NotationTerm.Kind {
    fileprivate var isNumber: Bool {
        switch self {
        case .integer, .decimal, .size, .widths, .times, .expression: true
        case .word, .unresolved, .invalid: false
        }
    }
}
