import NetworkTerms
import SpecLanguage
import SpecText

/// Lays out a spec by the rules of the language: layers are in the notation if it can express them.
struct SpecLayout {
    /// The catalog's layers, and the blocks of the spec.
    let choices: Vocabulary
    let comments: [Comment]
    let form: SpecFormatter.Form

    init(definitions: [Syntax], comments: [Comment], form: SpecFormatter.Form) {
        choices = Vocabulary(Catalog.layers.map(\.syntax) + definitions)
        self.comments = comments
        self.form = form
    }

    func spec(_ root: inout LayoutNode) { mapping(&root, of: .spec) }

    /// Lays out the values of a mapping that has the keys of a place.
    private func mapping(_ node: inout LayoutNode, of place: StructurePlace) {
        node.changeValues { key, value in
            if let word = place.word(key) { self.value(&value, of: word) }
        }
    }

    private func value(_ node: inout LayoutNode, of word: StructureWord) {
        for shape in word.value {
            switch shape {
            case .layers: layers(&node)
            case .branches: branches(&node)
            case .keys(let place): mapping(&node, of: place)
            case .named(let place):
                // Layers under a name: a list, or a mapping that contains one.
                node.changeValues { _, named in
                    layers(&named)
                    mapping(&named, of: place)
                }
            case .choice(let choices): choice(&node, among: Vocabulary(choices))
            case .name, .size, .count, .term, .limit, .paths, .layerName, .layerNames, .parameters: break
            }
        }
    }

    private func layers(_ node: inout LayoutNode) {
        guard case .sequence(var items) = node.content else { return }
        node.role = .layers
        let options = node.isFlow ? items.indices.filter { isOption(items[$0].node) } : []
        for index in items.indices { item(&items[index].node, keepsForm: !options.isEmpty) }
        for index in options where !items[index].node.isCollection { items[index].node.role = .option }
        node.content = .sequence(items)
    }

    // MARK: Layers

    /// - Parameter keepsForm: whether it is in brackets with what may be an option split off by a comma: a mistake that
    ///   would turn into another one in another form.
    private func item(_ node: inout LayoutNode, keepsForm: Bool = false) {
        switch node.content {
        case .scalar(let scalar):
            if let text = line(scalar) { node.setText(text) }
            if form == .longhand, !keepsForm { expand(&node) }
        case .mapping:
            if form == .notation, !keepsForm, let text = notation(of: node) {
                node.replace(with: text)
                return
            }
            for place in [StructurePlace.item, .besideItem] { mapping(&node, of: place) }
        case .sequence, .alias: break
        }
    }

    private func branches(_ node: inout LayoutNode) {
        guard case .sequence(var items) = node.content else { return }
        node.role = .layers
        for index in items.indices {
            if case .sequence = items[index].node.content {
                layers(&items[index].node)
            } else {
                item(&items[index].node)
            }
        }
        node.content = .sequence(items)
    }

    /// A line of the notation in its standard form; nil if it isn't understood.
    private func line(_ scalar: YAMLScalar) -> String? {
        if let text = NotationLine(scalar, choices: choices)?.text { return text }
        let clauses = NotationParser.clauses(of: scalar)
        guard clauses.allSatisfy({ !$0.terms.isEmpty }) else { return nil }
        return clauses.map { $0.terms.map(\.writtenText).joined(separator: " ") }.joined(separator: ", ")
    }

    /// Whether a text could be an option of a layer: `8`, `/2`, `pad 1`, `as stem`.
    private func isOption(_ node: LayoutNode) -> Bool {
        guard case .scalar(let scalar) = node.content,
            let terms = NotationParser.clauses(of: scalar).first?.terms
        else { return false }
        return terms.areOption
    }

    // MARK: Longhand to notation

    /// The line equivalent to a mapping; nil if the notation can't express it, or it contains a comment.
    private func notation(of node: LayoutNode) -> String? {
        guard case .mapping(let pairs) = node.content, isFree(node) else { return nil }
        var name: String?
        var main: LayoutPair?
        for pair in pairs {
            if pair.key.plainText == StructureWord.name.key {
                guard name == nil, let text = pair.value.plainText else { return nil }
                name = text
            } else {
                guard main == nil else { return nil }
                main = pair
            }
        }
        guard let key = main?.key.plainText, let value = main?.value else { return nil }
        let word = StructurePlace.line.word(key)
        if word == .expect {
            guard name == nil, let size = value.plainText, let term = NotationParser.term(of: YAMLScalar(size)) else {
                return nil
            }
            return "\(key) \(term.writtenText)"
        }
        if let kind = word?.joinKind { return join(kind, value, name: name) }
        guard let syntax = choices.entry(withKey: key) else { return nil }
        // Both forms of a block's use are short, so the author's choice stays, unless it is `growth:` without a value.
        if Catalog.layer(key: key) == nil, !value.isEmptyScalar { return nil }
        return notation(of: syntax, value, name: name, admitsName: Catalog.layer(key: key) != nil, among: choices)
    }

    private func notation(
        of syntax: Syntax, _ value: LayoutNode, name: String?, admitsName: Bool, among choices: Vocabulary
    ) -> String? {
        var name = name
        var values: [String: String] = [:]
        switch value.content {
        case .scalar(let scalar) where scalar.isEmpty: break
        case .scalar(let scalar):
            guard let parameter = syntax.parameter(at: .trailing) else { return nil }
            values[parameter.name] = scalar.text
        case .mapping(let pairs):
            for pair in pairs {
                guard let key = pair.key.plainText, let text = pair.value.plainText, !text.isEmpty else { return nil }
                if admitsName, key == StructureWord.name.key {
                    guard name == nil else { return nil }
                    name = text
                } else {
                    guard values.updateValue(text, forKey: key) == nil else { return nil }
                }
            }
        case .sequence, .alias: return nil
        }
        guard let text = NotationWriter.text(of: syntax, values, name: name) else { return nil }
        // The text must read back as the same values.
        guard let line = NotationLine(YAMLScalar(text), choices: choices), line.syntax.key == syntax.key,
            line.name == name, line.text == text,
            line.values.allSatisfy({ key, value in
                syntax.parameter(named: key).flatMap { parameter in
                    values[key].map { NotationWriter.canonical($0, parameter.type) == value }
                } ?? false
            })
        else { return nil }
        return text
    }

    private func join(_ kind: Joining, _ value: LayoutNode, name: String?) -> String? {
        var names: [String] = []
        var crops = false
        func add(_ node: LayoutNode) -> Bool {
            switch node.content {
            case .sequence(let items): return !items.isEmpty && items.allSatisfy { add($0.node) }
            case .scalar(let scalar):
                names.append(scalar.text)
                return NotationParser.term(of: YAMLScalar(scalar.text))?.writtenText == scalar.text
            default: return false
            }
        }
        if case .mapping(let pairs) = value.content {
            guard Set(pairs.map(\.key.plainText)).count == pairs.count else { return nil }
            for pair in pairs {
                switch pair.key.plainText.flatMap(StructurePlace.join.word) {
                case .with?: guard add(pair.value) else { return nil }
                case .crop?:
                    guard pair.value.plainText == "true" else { return nil }
                    crops = true
                default: return nil
                }
            }
        } else {
            guard add(value) else { return nil }
        }
        if let name, NotationParser.term(of: YAMLScalar(name))?.writtenText != name { return nil }
        guard !names.isEmpty else { return nil }
        return "\(kind.rawValue) \(names.joined(separator: " "))" + (crops ? ", \(StructureWord.crop.key)" : "")
            + (name.map { ", \(StructureWord.as.key) \($0)" } ?? "")
    }

    /// Lays out data, a loss, an optimizer, or a schedule.
    private func choice(_ node: inout LayoutNode, among choices: Vocabulary) {
        switch node.content {
        case .scalar(let scalar):
            if let text = NotationLine(scalar, choices: choices, admitsName: false)?.text { node.setText(text) }
            if form == .longhand, case .scalar(let scalar) = node.content, node.properties.isEmpty,
                let line = NotationLine(scalar, choices: choices, admitsName: false)
            {
                node.content = .mapping([longhand(of: line, at: node)])
                node.isFlow = true
            }
        case .mapping(let pairs):
            guard form == .notation, isFree(node), pairs.count == 1, let key = pairs[0].key.plainText,
                let syntax = choices.entry(withKey: key),
                let text = notation(of: syntax, pairs[0].value, name: nil, admitsName: false, among: choices)
            else { return }
            node.replace(with: text)
        case .sequence, .alias: break
        }
    }

    /// Whether a node has nothing that a single line of text can't contain.
    private func isFree(_ node: LayoutNode) -> Bool {
        !node.holdsReferences && !comments.holdAny(in: node.start..<node.end)
    }

    // MARK: Notation to longhand

    private func expand(_ node: inout LayoutNode) {
        guard case .scalar(let scalar) = node.content, node.properties.isEmpty,
            let line = NotationLine(scalar, choices: choices), line.isCertain
        else { return }
        var pairs = [longhand(of: line, at: node)]
        if let name = line.name {
            let name = LayoutPair(key: .text(StructureWord.name.key, at: node), value: .text(name, at: node))
            // The name of a block's use isn't among its parameters.
            if Catalog.layer(key: line.syntax.key) != nil, case .mapping(let values) = pairs[0].value.content {
                pairs[0].value.content = .mapping(values + [name])
            } else {
                pairs.append(name)
            }
        }
        node.content = .mapping(pairs)
        node.role = .other
    }

    /// `conv: {kernel: 3x3, filters: 64}`, in the order of the catalog.
    private func longhand(of line: NotationLine, at node: LayoutNode) -> LayoutPair {
        let values = line.syntax.parameters.compactMap { parameter in
            line.values[parameter.name].map {
                LayoutPair(key: .text(parameter.name, at: node), value: .text($0, at: node))
            }
        }
        var value = LayoutNode.text("", at: node)
        if !values.isEmpty {
            value.content = .mapping(values)
            value.isFlow = true
        }
        return LayoutPair(key: .text(line.syntax.key, at: node), value: value)
    }
}

extension LayoutNode {
    /// Text that the formatter writes in place of a node.
    static func text(_ text: String, at node: LayoutNode) -> LayoutNode {
        LayoutNode(content: .scalar(YAMLScalar(text)), start: node.start, end: node.end)
    }

    mutating func setText(_ text: String) {
        guard case .scalar(var scalar) = content, !scalar.isEmpty else { return }
        scalar.text = text
        content = .scalar(scalar)
    }

    mutating func changeValues(_ change: (String, inout LayoutNode) -> Void) {
        guard case .mapping(var pairs) = content else { return }
        for index in pairs.indices {
            if case .scalar(let key) = pairs[index].key.content { change(key.text, &pairs[index].value) }
        }
        content = .mapping(pairs)
    }
}

extension YAMLScalar {
    /// Plain text without a place in the source.
    init(_ text: String) {
        self.init(text: text, style: .plain, span: Span(start: 0, end: 0), verbatimStart: nil)
    }
}

extension [Comment] {
    /// Whether a comment starts in a range of the text. The comments are in source order.
    func holdAny(in range: Range<Int>) -> Bool {
        first(from: range.lowerBound).map { $0.start < range.upperBound } ?? false
    }

    private func first(from offset: Int) -> Comment? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].start < offset { low = middle + 1 } else { high = middle }
        }
        return low < count ? self[low] : nil
    }
}
