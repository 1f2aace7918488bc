import Basics
import NetworkTerms
import SpecCompiler

extension Analysis {
    /// The documentation of the item at a place, and why the findings there matter.
    ///
    /// - Parameter markdown: whether the client supports Markdown; otherwise it gets plain text.
    func hover(at offset: Int, markdown: Bool) -> JSON? {
        let thing = hoverText(at: offset)
        let reasons = reasons(at: offset)
        guard let span = thing?.1 ?? reasons.first?.span else { return nil }
        let texts = (thing.map { [$0.0] } ?? []) + reasons.map(\.text)
        let text = texts.joined(separator: "\n\n---\n\n")
        return [
            "contents": markdown ? .markdown(text) : ["kind": "plaintext", "value": .string(Self.plain(text))],
            "range": positions.range(span),
        ]
    }

    /// The text without the Markdown syntax that isn't readable as plain text.
    private static func plain(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("```") }
            .map { $0.replacing("**", with: "").replacing("`", with: "") }.joined(separator: "\n")
    }

    private func hoverText(at offset: Int) -> (String, Span)? {
        if let found = nameHover(at: offset) { return found }
        switch SpecPlace.at(offset, in: tree) {
        case .key(let key, let context): return keyHover(key, context, at: offset)
        case .value(let scalar, let context):
            if context.word == .data,
                let known = Catalog.dataSources.first(where: { $0.syntax.key == scalar.text })?.dataSet
            {
                return (known.text, scalar.span)
            }
            if let word = context.word, let choices = word.choices {
                return notationHover(scalar, among: choices, of: word.key + ": ", at: offset)
            }
            if context.word == .input, let network = compilation.network {
                return ("The input: \(network.input), height x width x channels of one sample.", scalar.span)
            }
            if context.isLayerList { return layerLineHover(scalar, at: offset) }
            return longhandHover(at: offset)
        case nil: return nil
        }
    }

    // MARK: Names

    private func nameHover(at offset: Int) -> (String, Span)? {
        if let (symbol, span) = symbols.symbol(at: offset) {
            switch symbol.kind {
            case .layer: return (namedText(symbol.name, at: symbol.definition), span)
            case .block: return blockHover(symbol, span)
            case .parameter:
                let times = symbol.references.count
                return ("`\(symbol.name)`: a parameter of the block, used \(counted(times, "time")).", span)
            }
        }
        guard let name = symbols.unresolved.first(where: { $0.span.holds(offset) }),
            let step = steps(named: name.name).first
        else { return nil }
        return ("`\(name.name)`: \(step.words), \(step.output)", name.span)
    }

    private func namedText(_ name: String, at definition: Span) -> String {
        if let layer = spec.layer(at: definition.start) { return text(of: layer) }
        let sizes = Set(steps(named: name).map(\.output.description))
        return "`\(name)`" + (sizes.isEmpty ? "" : ": " + sizes.sorted().joined(separator: ", "))
    }

    /// The steps of this name, in any block.
    func steps(named name: String) -> [SizedStep] {
        compilation.sized.steps.filter { $0.name == name || $0.name.hasSuffix("." + name) }
    }

    private func blockHover(_ symbol: SymbolIndex.Symbol, _ span: Span) -> (String, Span)? {
        guard let block = blocks.first(where: { $0.name.value == symbol.name }) else { return nil }
        var lines = ["**block** `\(symbol.name)`"]
        let given = block.syntax.parameters.map { parameter in
            parameter.fallback.map { "`\(parameter.name)`, \($0.text) by default" } ?? "`\(parameter.name)`"
        }
        if !given.isEmpty { lines.append("given: " + given.joined(separator: "; ")) }
        if let use = spec.use(at: span.start), let sized = sizes.stacks[use.span]?.first {
            lines.append(Self.text(of: sized))
        } else {
            let uses = sizes.stacks.values.flatMap { $0 }.filter { $0.isBlock && $0.title == symbol.name }
            let count = uses.reduce(0) { $0 + $1.count }
            if count > 0 {
                let parameters = uses.reduce(0) { $0 &+ $1.cost.parameters }
                lines.append(
                    "used \(counted(count, "time")), \(parameters.grouped) parameters in total")
            }
        }
        return (lines.joined(separator: "\n\n"), span)
    }

    private static func text(of stack: LayerSizes.StackUse) -> String {
        """
        \(stack.input) → \(stack.output)\(stack.count > 1 ? ", \(stack.count) times" : "")

        - parameters: \(stack.cost.parameters.grouped)
        - multiply-accumulates: \(stack.cost.multiplyAccumulates.grouped)
        """
    }

    // MARK: Keys

    private func keyHover(_ key: YAMLScalar, _ context: StructureContext, at offset: Int) -> (String, Span)? {
        if let word = context.word(key.text) {
            var text = Self.text(of: word)
            if let use = sizes.uses[key.span]?.first, let output = use.output {
                text = "`\(use.name)`: \(output)\n\n" + text
            }
            return (text, key.span)
        }
        if let word = context.word, let choices = word.choices {
            return choices.first { $0.key == key.text }.map { (Self.text(of: $0, after: word.key + ": "), key.span) }
        }
        if context.parameter == nil, let parameter = context.usedChoice?.parameter(named: key.text) {
            return (Self.text(of: parameter, nil), key.span)
        }
        return longhandHover(at: offset)
    }

    /// For a layer that is written as a mapping: the parameter at the place, or the layer.
    private func longhandHover(at offset: Int) -> (String, Span)? {
        guard let layer = spec.layer(at: offset) else { return nil }
        let syntax = layer.definition.syntax
        switch SpecPlace.at(offset, in: tree) {
        case .key(let key, let context) where context.used == syntax.key:
            return syntax.parameter(named: key.text).map { (text(of: $0, layer), key.span) }
        case .key(let key, _): return (text(of: layer), key.span)
        case .value(let scalar, let context):
            if let name = context.parameter, let parameter = syntax.parameter(named: name), context.used == syntax.key {
                return (text(of: parameter, layer), scalar.span)
            }
            return (text(of: layer), scalar.span)
        case nil: return nil
        }
    }

    // MARK: The notation

    private func layerLineHover(_ scalar: YAMLScalar, at offset: Int) -> (String, Span)? {
        let clauses = NotationParser.clauses(of: scalar)
        guard let first = clauses.first?.terms.first else { return nil }
        if first.isWord, let word = StructurePlace.line.word(first.text) {
            var text = Self.text(of: word)
            if let use = sizes.uses[scalar.span]?.first, let output = use.output {
                text = "`\(use.name)`: \(use.input?.description ?? "?") → \(output)\n\n" + text
            }
            return (text, scalar.span)
        }
        let layer = spec.layer(at: scalar.span.start)
        if let layer, let clause = clauses.first(where: { $0.span.holds(offset) }),
            let (parameter, span) = Self.parameter(at: offset, clause, layer.arguments, isFirst: clause == clauses[0])
        {
            return (text(of: parameter, layer), span)
        }
        if let layer { return (text(of: layer), scalar.span) }
        if let use = spec.use(at: scalar.span.start), let sized = sizes.stacks[use.span]?.first {
            return ("**block** `\(sized.title)`\n\n" + Self.text(of: sized), scalar.span)
        }
        return notationHover(scalar, among: layerChoices, at: offset)
    }

    private func notationHover(
        _ scalar: YAMLScalar, among choices: [Syntax], of key: String = "- ", at offset: Int
    ) -> (String, Span)? {
        guard let terms = NotationParser.clauses(of: scalar).first?.terms, let found = choices.named(by: terms) else {
            return nil
        }
        return (Self.text(of: found.syntax, after: key), scalar.span)
    }

    /// The parameter in a clause, or in a term before the layer's name.
    private static func parameter(
        at offset: Int, _ clause: NotationClause, _ arguments: Arguments, isFirst: Bool
    ) -> (ParameterDefinition, Span)? {
        // A parameter that is part of the layer's name (`max` in `max pool`) counts as the layer.
        let words = isFirst ? clause.terms.first { $0.isWord }?.span.start : nil
        for parameter in arguments.syntax.parameters {
            guard let span = arguments.span(of: parameter.name), clause.span.contains(span),
                span != clause.span || !isFirst, span.start != words
            else { continue }
            if isFirst ? span.holds(offset) : clause.span.holds(offset) {
                return (parameter, isFirst ? span : clause.span)
            }
        }
        return nil
    }
}

// MARK: Texts

extension Analysis {
    static func text(of parameter: ParameterDefinition, _ arguments: Arguments?) -> String {
        var text = "**\(parameter.name)**"
        if let value = arguments?[parameter.name] { text += " = \(value.text)" }
        text += "\n\n\(parameter.documentation)"
        var facts = ["expected: \(parameter.type.expectation)"]
        if let unit = parameter.unit { facts.append("unit: \(unit)") }
        if let fallback = parameter.fallback { facts.append("default: \(fallback.text)") }
        return text + "\n\n" + facts.map { "- \($0)" }.joined(separator: "\n")
    }

    /// A layer's parameter, with the numbers that arithmetic on the channels of its input results in.
    private func text(of parameter: ParameterDefinition, _ layer: Layer) -> String {
        let text = Self.text(of: parameter, layer.arguments)
        guard case .relative(let expression) = layer.arguments[parameter.name] else { return text }
        let counts = (sizes.uses[layer.span] ?? []).compactMap { $0.input?.channels }.compactMap {
            try? expression.count(ofChannels: $0)
        }
        guard !counts.isEmpty, let end = text.firstIndex(of: "\n") else { return text }
        return text[..<end] + " = \(Suggestion.list(counts.unique(by: \.self).map(String.init)))" + text[end...]
    }

    static func text(of word: StructureWord) -> String {
        let value = word.value.map(\.expectation).joined(separator: "; or ")
        let example = word.notation.map { "- " + $0 } ?? word.example
        return "**\(word.key)**\n\n\(word.documentation)\n\n- expected: \(value)\n\n```yaml\n\(example)\n```"
    }

    /// - Parameter key: the text before it in a spec.
    static func text(of syntax: Syntax, after key: String = "- ") -> String {
        "**\(syntax.title)**\n\n\(syntax.summary)\n\n```yaml\n\(key)\(syntax.example.notation)\n```"
    }

    /// A layer's documentation and its numbers, from the first use if it is in a block.
    func text(of layer: Layer) -> String {
        let definition = layer.definition
        let uses = sizes.uses[layer.span] ?? []
        guard let use = uses.first, let input = use.input, let output = use.output else {
            return Self.text(of: definition.syntax) + "\n\n- size: \(definition.sizing.formula)"
        }
        var lines = ["**\(definition.syntax.title)** `\(use.name)`: \(input) → \(output)"]
        if uses.count > 1 { lines[0] += ", the first of \(uses.count) uses" }
        lines.append(definition.syntax.summary)
        var facts: [String] = []
        for step in use.steps {
            guard let sized = step.layer else { continue }
            if use.steps.count > 1 { facts.append("`\(sized.name)`: \(sized.input) → \(sized.output)") }
            facts += SizeFormula.lines(sized)
        }
        if facts.isEmpty { facts.append("size: \(definition.sizing.formula)") }
        let cost = use.cost
        facts.append(
            "parameters: \(cost.parameters.grouped)"
                + (definition.costs.parameters.map { " (\($0))" } ?? ""))
        facts.append(
            "multiply-accumulates: \(cost.multiplyAccumulates.grouped)"
                + (definition.costs.multiplyAccumulates.map { " (\($0))" } ?? ""))
        if let network = compilation.network, network.total.parameters > 0, cost.parameters > 0 {
            let share = Double(cost.parameters) / Double(network.total.parameters) * 100
            facts.append("share of the network's parameters: \(share < 1 ? "under 1" : "\(Int(share.rounded()))")%")
        }
        if let field = use.steps.last.flatMap({ fields?[$0.node] }), let text = Self.text(of: field) {
            facts.append("receptive field: \(text)")
        }
        lines.append(facts.map { "- \($0)" }.joined(separator: "\n"))
        return lines.joined(separator: "\n\n")
    }

    /// `5x5 pixels, stride 1, padding 2`.
    private static func text(of field: ReceptiveField) -> String? {
        if field.axes.allSatisfy({ $0 == .whole }) { return "the whole input" }
        if field.axes.allSatisfy({ $0 == .varying }) { return "depends on the position" }
        let counted = field.axes.compactMap { axis in
            if case .counted(let size, let stride, let padding) = axis { (size, stride, padding) } else { nil }
        }
        guard counted.count == field.axes.count else { return nil }
        return """
            \(counted.map { "\($0.0)" }.sizeText) pixels, stride \(counted.map(\.1.description).shortSizeText), \
            padding \(counted.map { "\($0.2)" }.shortSizeText)
            """
    }
}

extension DataSetDefinition {
    var text: String {
        "**\(title)**\n\n- input: \(input)\n- classes: \(classes)\n- training samples: \(trainingSamples.grouped)"
    }
}
