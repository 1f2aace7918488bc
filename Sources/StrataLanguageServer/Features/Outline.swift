import Basics
import NetworkTerms
import SpecCompiler

extension Analysis {
    /// The sections of the spec, its blocks and its layers.
    ///
    /// - Parameter nested: whether the client supports a tree; otherwise it gets a flat list.
    func documentSymbols(nested: Bool) -> JSON {
        guard case .mapping(let sections) = tree.root?.content else { return [] }
        let entries = sections.compactMap { section -> Entry? in
            guard let key = section.key.scalar else { return nil }
            var children: [Entry] = []
            let word = StructurePlace.spec.word(key.text)
            if word?.holdsLayers == true {
                children = layers(section.value)
            } else if let place = word?.namedKeys, case .mapping(let pairs) = section.value.content {
                children = pairs.compactMap { pair in
                    pair.key.scalar.map { name in
                        Entry(
                            name: name.text, kind: place == .block ? .block : .section, pair: pair,
                            children: innerLayers(pair.value))
                    }
                }
            }
            return Entry(
                name: key.text, detail: section.value.scalar?.text, kind: .section, pair: section, children: children)
        }
        return .array(nested ? entries.map(tree) : entries.flatMap { list($0, in: nil) })
    }

    private struct Entry {
        /// The protocol's numbers: module, class, function.
        enum Kind: Int {
            case section = 2
            case block = 5
            case layer = 12
        }

        var name: String
        var detail: String?
        var kind: Kind
        var whole: Span
        var nameSpan: Span
        var children: [Entry]

        init(name: String, detail: String? = nil, kind: Kind, at span: Span, children: [Entry] = []) {
            // Clients reject empty names, which an item has while it is still `""`.
            self.name = name.allSatisfy(\.isWhitespace) ? "\"\(name)\"" : name
            (self.detail, self.kind) = (detail, kind)
            (whole, nameSpan, self.children) = (span, span, children)
        }

        init(name: String, detail: String? = nil, kind: Kind, pair: YAMLPair, children: [Entry]) {
            self.init(name: name, detail: detail, kind: kind, at: pair.key.span, children: children)
            whole = pair.key.span.joined(with: pair.value.span)
        }
    }

    /// A block's layers, or an auxiliary head's.
    private func innerLayers(_ node: YAMLNode) -> [Entry] {
        guard case .mapping(let pairs) = node.content else { return layers(node) }
        return pairs.first { $0.key.scalar?.text == StructureWord.layers.key }.map { layers($0.value) } ?? []
    }

    private func layers(_ node: YAMLNode) -> [Entry] {
        guard case .sequence(let items) = node.content else { return [] }
        // An alias's content is listed at its anchor.
        return items.filter { $0.anchor == nil }.flatMap { item -> [Entry] in
            switch item.content {
            case .scalar(let scalar):
                return scalar.isEmpty
                    ? [] : [Entry(name: scalar.text, detail: outputText(scalar.span), kind: .layer, at: item.span)]
            case .sequence: return layers(item)
            case .mapping(let pairs):
                func companion(_ pair: YAMLPair) -> StructureWord? {
                    pair.key.scalar.flatMap { StructurePlace.besideItem.word($0.text) }
                }
                guard let main = pairs.first(where: { companion($0) == nil }), let key = main.key.scalar,
                    !key.text.isEmpty
                else { return [] }
                let name = pairs.first { companion($0) == .name }?.value.scalar?.text
                let children = pairs.filter { pair in
                    let word = companion(pair) ?? pair.key.scalar.flatMap { StructurePlace.item.word($0.text) }
                    return word?.holdsLayers == true
                }.flatMap { layers($0.value) }
                var entry = Entry(
                    name: key.text + (name.map { " \($0)" } ?? ""),
                    detail: outputText(key.span) ?? outputText(item.span), kind: .layer, at: key.span,
                    children: children)
                entry.whole = item.span.joined(with: key.span)
                return [entry]
            }
        }
    }

    /// The size after a line, in its first use.
    private func outputText(_ span: Span) -> String? {
        (sizes.stacks[span]?.first?.output ?? sizes.uses[span]?.first?.output)?.description
    }

    private func tree(_ entry: Entry) -> JSON {
        // The protocol requires a child to be within its parent.
        let whole = entry.children.reduce(entry.whole) { $0.joined(with: $1.whole) }
        return .fields([
            "name": .string(entry.name), "detail": entry.detail.map { .string($0) },
            "kind": .integer(entry.kind.rawValue), "range": positions.range(whole),
            "selectionRange": positions.range(entry.nameSpan),
            "children": entry.children.isEmpty ? nil : .array(entry.children.map(tree)),
        ])
    }

    private func list(_ entry: Entry, in container: String?) -> [JSON] {
        let own = JSON.fields([
            "name": .string(entry.name), "kind": .integer(entry.kind.rawValue),
            "location": ["uri": .string(uri), "range": positions.range(entry.whole)],
            "containerName": container.map { .string($0) },
        ])
        return [own] + entry.children.flatMap { list($0, in: entry.name) }
    }

    // MARK: Folding

    /// Every key with lines below it, and comments of several lines.
    func foldingRanges() -> JSON {
        var ranges: [Int: (end: Int, kind: String?)] = [:]
        func fold(_ start: Int, _ end: Int, _ kind: String? = nil) {
            if end > start, ranges[start].map({ $0.end < end }) ?? true { ranges[start] = (end, kind) }
        }
        func visit(_ node: YAMLNode) {
            guard node.anchor == nil else { return }
            switch node.content {
            case .scalar: break
            case .sequence(let items):
                for item in items {
                    fold(source.line(at: item.span.start), lastLine(item.span))
                    visit(item)
                }
            case .mapping(let pairs):
                for pair in pairs {
                    fold(source.line(at: pair.key.span.start), lastLine(pair.value.span))
                    visit(pair.value)
                }
            }
        }
        if let root = tree.root { visit(root) }
        var first: Int?
        for line in 1...source.lineStarts.count + 1 {
            let isComment = source.text(ofLine: line).drop { $0 == " " }.first == "#"
            if isComment {
                first = first ?? line
            } else if let start = first {
                fold(start, line - 1, "comment")
                first = nil
            }
        }
        return .array(
            ranges.sorted { $0.key < $1.key }.map { start, range in
                .fields([
                    "startLine": .integer(start - 1), "endLine": .integer(range.end - 1),
                    "kind": range.kind.map { .string($0) },
                ])
            })
    }

    /// The last nonempty line of a span.
    private func lastLine(_ span: Span) -> Int {
        var end = min(span.end, source.bytes.count)
        while end > span.start, source.bytes[end - 1] <= 0x20 { end -= 1 }
        return source.line(at: max(end - 1, span.start))
    }

    // MARK: Code lenses

    /// The cost of the network, above its first line, and of each block in all its uses.
    func codeLenses() -> JSON {
        guard let network = compilation.network, case .mapping(let sections) = tree.root?.content else { return [] }
        func lens(_ span: Span, _ title: String) -> JSON {
            ["range": positions.range(span), "command": ["title": .string(title), "command": ""]]
        }
        func costs(_ cost: LayerDefinition.Cost) -> String {
            """
            \(cost.parameters.grouped) parameters · \(cost.multiplyAccumulates.grouped) multiply-accumulates
            """
        }
        var lenses: [JSON] = []
        if let key = (sections.first { $0.key.scalar?.text == StructureWord.model.key } ?? sections.first)?.key {
            lenses.append(lens(key.span, "\(network.input) → \(network.outputText) · \(costs(network.total))"))
        }
        let usesOfBlocks = Dictionary(grouping: sizes.stacks.values.joined().filter(\.isBlock), by: \.title)
        for block in spec.definitions where block.name.span.file == 0 {
            guard let uses = usesOfBlocks[block.name.value] else { continue }
            var total = LayerDefinition.Cost.none
            for use in uses {
                total.parameters &+= use.cost.parameters
                total.multiplyAccumulates &+= use.cost.multiplyAccumulates
            }
            let count = uses.reduce(0) { $0 + $1.count }
            lenses.append(
                lens(block.name.span, "used \(counted(count, "time")) · \(costs(total))"))
        }
        return .array(lenses)
    }
}
