import NetworkTerms
import SpecCompiler

/// The node of the spec's tree under a cursor.
enum SpecPlace {
    /// A key, and its context.
    case key(YAMLScalar, StructureContext)
    /// A value, and its context: a line of the notation if that is a list of layers.
    case value(YAMLScalar, StructureContext)

    /// The innermost key or value that touches an offset.
    static func at(_ offset: Int, in document: YAMLDocument) -> SpecPlace? {
        document.root.flatMap { find(offset, in: $0, .spec) }
    }

    private static func find(_ offset: Int, in node: YAMLNode, _ context: StructureContext) -> SpecPlace? {
        // An alias's content is at its anchor.
        guard node.anchor == nil else { return nil }
        switch node.content {
        case .scalar(let scalar):
            return !scalar.isEmpty && scalar.span.holds(offset) ? .value(scalar, context) : nil
        case .sequence(let items):
            for item in items {
                if let found = find(offset, in: item, context) { return found }
            }
            return nil
        case .mapping(let pairs):
            for pair in pairs {
                if let key = pair.key.scalar, key.span.holds(offset) { return .key(key, context) }
                if let found = find(offset, in: pair.value, context.below(pair.key.scalar?.text ?? "")) {
                    return found
                }
            }
            return nil
        }
    }
}

extension Spec {
    /// The first layer, in the order of computation, at an offset in the spec itself.
    func layer(at offset: Int) -> Layer? {
        everyItem.firstNonNil { item in
            if case .layer(let layer) = item, layer.span.holds(offset) { layer } else { nil }
        }
    }

    /// The first use of a block at an offset.
    func use(at offset: Int) -> Stack? {
        everyItem.firstNonNil { item in
            if case .stack(let stack) = item, stack.use != nil, stack.span.holds(offset) { stack } else { nil }
        }
    }
}

extension Sequence {
    fileprivate func firstNonNil<Result>(_ match: (Element) -> Result?) -> Result? {
        for element in self {
            if let found = match(element) { return found }
        }
        return nil
    }
}

extension Sequence<Syntax> {
    /// The syntax that the first terms of a notation line refer to: the form with the most words.
    func named(by terms: [NotationTerm]) -> (syntax: Syntax, form: Syntax.Form, span: Span)? {
        var best: (syntax: Syntax, form: Syntax.Form, span: Span)?
        var length = 0
        for syntax in self {
            for form in syntax.forms {
                let parts = form.words.split(separator: " ")
                guard parts.count > length, parts.count <= terms.count else { continue }
                for start in 0...terms.count - parts.count
                where zip(terms[start...], parts).allSatisfy({ $0.text == $1 && $0.isWord }) {
                    best = (syntax, form, terms[start].span.joined(with: terms[start + parts.count - 1].span))
                    length = parts.count
                    break
                }
            }
        }
        return best
    }
}
