import Basics
import SpecCompiler

extension Analysis {
    /// The definition of the name at a place: a layer's or a block's, in this text or in an include.
    func definition(at offset: Int, _ uriOfSource: (String) -> String?) -> JSON {
        func at(_ span: Span) -> JSON {
            location(span, uriOfSource).map { ["uri": .string($0.uri), "range": $0.range] } ?? .null
        }
        if let (symbol, _) = symbols.symbol(at: offset) { return at(symbol.definition) }
        // A block of an include.
        if let use = spec.use(at: offset)?.use { return at(use.definition) }
        // An automatic name: `conv1`.
        if let name = symbols.unresolved.first(where: { $0.span.holds(offset) }),
            let step = steps(named: name.name).first
        {
            return at(step.span)
        }
        return .null
    }

    func references(at offset: Int, withDefinition: Bool) -> JSON {
        guard let (symbol, _) = symbols.symbol(at: offset) else { return [] }
        let spans = (withDefinition ? [symbol.definition] : []) + symbol.references
        return .array(
            Set(spans).sorted { $0.start < $1.start }.map { ["uri": .string(uri), "range": positions.range($0)] })
    }

    /// The places of the name under the cursor; its definition counts as a write access.
    func highlights(at offset: Int) -> JSON {
        guard let (symbol, _) = symbols.symbol(at: offset) else { return [] }
        return .array(
            symbol.places.sorted { $0.start < $1.start }.map {
                ["range": positions.range($0), "kind": $0 == symbol.definition ? 3 : 2]
            })
    }

    func prepareRename(at offset: Int) -> JSON? {
        guard let (symbol, span) = symbols.symbol(at: offset) else { return nil }
        return ["range": positions.range(span), "placeholder": .string(symbol.name)]
    }

    /// - Parameter load: reads includes, because the renamed spec is compiled before it is offered.
    func rename(
        at offset: Int, to name: String, load: SpecCompiler.Loader
    ) throws(LanguageServer.Problem) -> JSON {
        guard let (symbol, _) = symbols.symbol(at: offset) else {
            throw .parameters("there's no name here; only names of layers, blocks, and their parameters can be changed")
        }
        guard Self.isName(name, of: symbol.kind) else {
            throw .parameters(
                "invalid name `\(name.prefix(80))`; use one word of letters, digits, and `_` that isn't reserved")
        }
        if symbols.symbols.contains(where: { $0.kind == symbol.kind && $0.name == name && $0.name != symbol.name }),
            symbol.kind == .block
        {
            throw .parameters("duplicate name `\(name.prefix(80))`: another block already has it")
        }
        let edits = Set(symbol.places).sorted { $0.start < $1.start }.map {
            Diagnostic.Edit(span: $0, replacement: name)
        }
        func errors(_ findings: [Diagnostic]) -> [Diagnostic] { findings.filter { $0.severity == .error } }
        let before = errors(compilation.diagnostics)
        let after = errors(
            SpecCompiler.compile(untried: source.applying(edits), project: project?.budget, load: load).diagnostics)
        if after.count > before.count {
            let rules = before.map(\.rule)
            let broken = after.first { !rules.contains($0.rule) } ?? after[0]
            throw .parameters("can't rename it to `\(name.prefix(80))`: \(broken.message)")
        }
        return edit(edits)
    }

    private static func isName(_ name: String, of kind: SymbolIndex.Kind) -> Bool {
        switch kind {
        case .layer: NameRule.isWord(name) && NameRule.layer.problem(with: name) == nil
        case .block: NameRule.block.problem(with: name) == nil
        case .parameter: NameRule.parameter.problem(with: name) == nil
        }
    }
}
