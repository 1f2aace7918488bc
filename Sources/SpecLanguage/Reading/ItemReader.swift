import Basics
import NetworkTerms
import SpecText

/// Reads a list of layers: that of the body, a head, or a block with the arguments of one use.
struct ItemReader {
    let library: BlockLibrary
    let environment: Environment
    /// The blocks that are being read, outermost first, with where each is used.
    let uses: [Located<String>]
    /// Whether the file was read to its end.
    let isComplete: Bool

    init(library: BlockLibrary, environment: Environment = .none, uses: [Located<String>] = [], isComplete: Bool) {
        self.library = library
        self.environment = environment
        self.uses = uses
        self.isComplete = isComplete
    }

    /// Reads a file's unused blocks, as far as they can be read without arguments.
    static func readUnused(of library: BlockLibrary, file: Int) {
        let unused = library.names.compactMap { library.blocks[$0] }.filter { !$0.isUsed && $0.name.span.file == file }
        guard !unused.isEmpty else { return }
        var seen = Set(library.diagnostics.map(\.identity))
        for block in unused {
            guard let layers = block.layers else { continue }
            let before = library.diagnostics.count
            let reader = ItemReader(
                library: library,
                environment: Environment(block: block.name.value, open: Set(block.syntax.parameters.map(\.name))),
                uses: [block.name], isComplete: true)
            var items = reader.list(layers, of: .layers)
            Naming.name(&items, &library.diagnostics)
            // A block that other blocks use may have been read for them.
            let found = library.diagnostics[before...].filter {
                seen.insert($0.identity).inserted
            }
            library.diagnostics.replaceSubrange(before..., with: found)
        }
    }

    private func report(_ diagnostic: Diagnostic) { library.diagnostics.append(diagnostic) }

    func list(_ node: YAMLNode, of word: StructureWord) -> [Item] { list(node, of: word.key) }

    func list(_ node: YAMLNode, of name: String) -> [Item] {
        guard case .sequence(let nodes) = node.content else {
            if node.isUnknown { return [.unknown(node.span)] }
            if node.scalar?.isEmpty == true, !isComplete { return [] }
            report(ReaderMessage.notList(name, found: node))
            return []
        }
        return items(of: nodes, inBrackets: node.isFlow)
    }

    private func items(of nodes: [YAMLNode], inBrackets isFlow: Bool) -> [Item] {
        if !uses.isEmpty { library.linesRead += nodes.count }
        guard isFlow else { return nodes.flatMap(item) }
        var items: [Item] = []
        var index = 0
        while index < nodes.count {
            // In brackets a comma separates items: `[1x1 conv, 8]` has two.
            let options = nodes[(index + 1)...].prefix(while: isOption)
            if let last = options.last, nodes[index].scalar?.style == .plain {
                let whole = nodes[index].span.joined(with: last.span)
                report(ReaderMessage.splitLayer(nodes[index], Array(options), at: whole))
                items.append(.unknown(whole))
            } else {
                items += item(nodes[index])
            }
            index += 1 + options.count
        }
        return items
    }

    /// Whether a text can't be a layer but could be an option of one: `8`, `/2`, `pad 1`, `no bias`, `as stem`.
    private func isOption(_ node: YAMLNode) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain,
            let terms = NotationParser.clauses(of: scalar).first?.terms
        else { return false }
        return terms.areOption
    }

    private func item(_ node: YAMLNode) -> [Item] {
        switch node.content {
        case .scalar where node.isUnknown:
            return [.unknown(node.span)]
        case .scalar(let scalar):
            return notation(scalar)
        case .mapping(let pairs):
            return longhand(pairs, at: node.span, isCut: node.isCut)
        case .sequence:
            report(ReaderMessage.nestedList(at: node.span))
            return [.unknown(node.span)]
        }
    }

    // MARK: Notation

    private func notation(_ scalar: YAMLScalar) -> [Item] {
        if let reading = library.lines.reading(of: scalar) { return items(of: reading, count: nil, at: scalar.span) }
        let clauses = NotationParser.clauses(of: scalar)
        if let first = clauses.first?.terms.first, first.isWord {
            let word = StructurePlace.line.word(first.text)
            if word == .expect {
                let terms = clauses.flatMap(\.terms).dropFirst()
                guard let term = terms.first, terms.count == 1, clauses.count == 1 else {
                    let size = clauses.map { $0.terms.map(\.writtenText).joined(separator: " ") }.joined(separator: ",")
                    report(
                        ReaderMessage.expectNeedsSize(
                            at: scalar.span, meant: SizeReader.meant(String(size.dropFirst(first.text.count)))))
                    return []
                }
                return expectation(term)
            }
            if let kind = word?.joinKind { return join(kind, clauses, at: scalar.span) }
        }
        var reader = NotationReader(
            library.vocabulary, noun: "layer", admitsName: true, environment: environment,
            lacksWords: library.lacksBlocks, comparisons: library.comparisons)
        let reading = reader.read(clauses, at: scalar.span)
        // Plain text that the file doesn't have verbatim spans several lines.
        if scalar.style == .plain, scalar.verbatimStart == nil, !reader.diagnostics.isEmpty,
            library.vocabulary.holdsSeveral(clauses)
        {
            report(ItemMessage.severalLines(scalar))
            return [.unknown(scalar.span)]
        }
        reader.diagnostics.forEach(report)
        guard let reading else { return [.unknown(scalar.span)] }
        let known = reader.diagnostics.isEmpty ? library.lines.keeping(reading, of: scalar) : reading
        return items(of: known, count: nil, at: scalar.span)
    }

    private func expectation(_ term: NotationTerm) -> [Item] {
        let term = environment.resolve(term, &library.diagnostics)
        return SizeReader.read(term, what: StructureWord.expect.key, &library.diagnostics).map {
            [.expectation(Expectation(dimensions: $0.value, span: $0.span))]
        } ?? []
    }

    /// `concat enc1, crop`, `add a b, as sum`.
    private func join(_ kind: Joining, _ clauses: [NotationClause], at span: Span) -> [Item] {
        var name: Located<String>?
        var crop: Span?
        for clause in clauses.dropFirst() {
            let option = clause.terms.first.flatMap { $0.isWord ? StructurePlace.option.word($0.text) : nil }
            if clause.terms.count == 1, option == .crop {
                if let crop { report(ItemMessage.second(.crop, at: clause.span, first: crop)) }
                crop = crop ?? clause.span
                continue
            }
            guard option == .as, clause.terms.count == 2, let term = clause.terms.last else {
                report(ItemMessage.joinTakesName(kind, at: clause.terms.isEmpty ? span : clause.span))
                continue
            }
            if let first = name {
                report(ItemMessage.second(.as, at: clause.span, first: first.span))
                continue
            }
            name = Names.check(Located(term.writtenText, at: term.span), &library.diagnostics)
        }
        let others = clauses[0].terms.dropFirst().map { Located($0.writtenText, at: $0.span) }
        return join(kind, others, crops: crop != nil, name: name, at: span)
    }

    /// The value of a join: a name, several names, or `{with: NAMES, crop: true}`.
    private func names(of node: YAMLNode) -> (others: [Located<String>], crops: Bool) {
        switch node.content {
        case .sequence(let items):
            return (items.compactMap(\.scalar).filter { !$0.isEmpty }.map { Located($0.text, at: $0.span) }, false)
        case .mapping(let pairs):
            var result: (others: [Located<String>], crops: Bool) = ([], false)
            for pair in pairs {
                guard let key = pair.key.scalar else { continue }
                switch StructurePlace.join.word(key.text) {
                case .with?: result.others = names(of: pair.value).others
                case .crop?:
                    if let crops = ParameterType.boolean.admits(word: pair.value.scalar?.text ?? "") {
                        result.crops = crops == .boolean(true)
                    } else {
                        report(ItemMessage.cropIsYesOrNo(at: pair.value.span))
                    }
                default: report(Keys.unknown(Located(key.text, at: key.span), in: .join))
                }
            }
            return result
        default:
            return (node.scalar.flatMap { $0.isEmpty ? nil : [Located($0.text, at: $0.span)] } ?? [], false)
        }
    }

    private func join(
        _ kind: Joining, _ others: [Located<String>], crops: Bool, name: Located<String>?, at span: Span
    ) -> [Item] {
        guard !others.isEmpty else {
            report(ItemMessage.joinNeedsNames(kind, at: span))
            return []
        }
        return [
            .join(
                Join(
                    kind: kind, others: others, crops: crops, name: name?.value ?? "", isNamed: name != nil, span: span)
            )
        ]
    }

    // MARK: Longhand

    private func longhand(_ pairs: [YAMLPair], at span: Span, isCut: Bool) -> [Item] {
        var beside: [(word: StructureWord, key: Located<String>, value: YAMLNode)] = []
        var main: [(word: StructureWord?, key: Located<String>, value: YAMLNode)] = []
        let hasMerge = pairs.contains(where: \.isMerge)
        var hasUnknownKey = hasMerge || pairs.contains { $0.key.scalar == nil }
        var unknown: [Diagnostic] = []
        var unknownKeys: [Located<String>] = []
        for (key, value) in Keys.unique(pairs, &library.diagnostics) {
            if let word = StructurePlace.besideItem.word(key.value) {
                beside.append((word, key, value))
            } else if let word = StructurePlace.item.word(key.value) {
                main.append((word, key, value))
            } else if Catalog.layer(key: key.value) != nil || library.blocks[key.value] != nil {
                main.append((nil, key, value))
            } else {
                hasUnknownKey = true
                // It may be a block of an include, which has been reported, or a key of what is merged.
                guard !library.lacksBlocks, !hasMerge else { continue }
                unknownKeys.append(key)
                unknown.append(
                    notation(of: key, value, isItem: pairs.count == 1 && span.start == key.span.start)
                        ?? ReaderMessage.unknownLayerKey(
                            key, blocks: library.comparisons.allow(library.names.count) ? library.names : []))
            }
        }
        guard let (word, key, value) = main.first else {
            if let typed = ReaderMessage.layerByType(pairs) {
                unknown = [typed]
                hasUnknownKey = true
            }
            unknown.forEach(report)
            if !hasUnknownKey, !isCut { report(ReaderMessage.noLayerKey(at: span)) }
            return [.unknown(span)]
        }
        if value.scalar?.isEmpty == true, let syntax = Catalog.layer(key: key.value)?.syntax, !unknown.isEmpty,
            unknownKeys.allSatisfy({ key in
                let known = syntax.parameters.map(\.name)
                return known.contains(key.value) || ForeignWords.key(key.value, among: known) != nil
            })
        {
            report(ItemMessage.notIndented(unknownKeys, below: key))
            return [.unknown(span)]
        }
        unknown.forEach(report)
        for (_, extra, _) in main.dropFirst() { report(ReaderMessage.secondLayer(extra, first: key)) }
        // A layer and a use of a block can have the companions of a list of layers.
        let companions = (word ?? .layers).companions
        for (word, misplaced, _) in beside where !companions.contains(word) {
            report(ItemMessage.misplaced(misplaced, word, beside: key))
        }
        func companion(_ word: StructureWord) -> (key: Located<String>, value: YAMLNode)? {
            beside.first { $0.word == word && companions.contains(word) }.map { ($0.key, $0.value) }
        }
        var name = companion(.name).flatMap { Names.read($0.value, &library.diagnostics) }
        let count = companion(.repeat).map { ($0.key, repetitions($0.value)) }
        // The name of a repeated item is that of the whole, because each pass is a scope.
        let innerName = count == nil ? name : nil
        func repeated(_ items: [Item]) -> [Item] {
            guard let (repeatKey, repeats) = count, !items.isEmpty else { return items }
            return stack(nil, named(items), repeats, name: name, at: repeatKey.span.joined(with: span))
        }

        switch word {
        case .expect?:
            guard let term = value.scalar.flatMap(NotationParser.term) else {
                report(ReaderMessage.expectNeedsSize(at: value.span))
                return []
            }
            return expectation(term)
        case .layers?:
            let items = named(list(value, of: .layers))
            guard let (repeatKey, repeats) = count else {
                return stack(nil, items, Repetitions(count: 1), name: name, at: key.span)
            }
            return stack(nil, items, repeats, name: name, at: repeatKey.span.joined(with: span))
        case .residual?:
            return repeated([residual(value, shortcut: companion(.shortcut), name: innerName, at: key.span)])
        case .branches?:
            return repeated(branches(value, join: companion(.join), name: innerName, key: key))
        default:
            if let kind = word?.joinKind {
                let (others, crops) = names(of: value)
                return repeated(join(kind, others, crops: crops, name: innerName, at: span))
            }
            guard let syntax = library.vocabulary.entry(withKey: key.value) else { return [] }
            var reader = LonghandReader(
                syntax: syntax, admitsName: Catalog.layer(key: key.value) != nil, environment: environment)
            var reading = reader.read(value, at: key.span)
            reader.diagnostics.forEach(report)
            reading.name = reading.name ?? name
            name = nil
            return items(
                of: reading, count: count.map { $0.1 }, at: Catalog.layer(key: key.value) == nil ? key.span : span)
        }
    }

    /// `fc: 10, relu` and `max pool: 2x2`: the notation with a colon in it.
    ///
    /// - Parameter isItem: whether key and value are the whole item, without braces, so that they can be replaced.
    private func notation(of key: Located<String>, _ value: YAMLNode, isItem: Bool) -> Diagnostic? {
        guard let scalar = value.scalar, !scalar.isEmpty,
            Vocabulary.layers.entry(called: key.value) != nil
        else { return nil }
        let clauses = scalar.text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = clauses.count == 2 ? ",\(clauses[1])" : ""
        for line in ["\(key.value) \(scalar.text)", "\(clauses[0]) \(key.value)\(rest)"] {
            var reader = NotationReader(
                library.vocabulary, noun: "layer", admitsName: true, environment: environment,
                comparisons: library.comparisons)
            let text = YAMLScalar(text: line, style: .plain, span: scalar.span, verbatimStart: nil)
            if reader.read(NotationParser.clauses(of: text), at: scalar.span) != nil, reader.diagnostics.isEmpty {
                return ItemMessage.colonInNotation(key, line, whole: isItem ? key.span.joined(with: scalar.span) : nil)
            }
        }
        return nil
    }

    private struct Repetitions {
        var count: Int
        var expression: Expression?
        /// The `?` that leaves the count open.
        var open: Span?
    }

    private func repetitions(_ node: YAMLNode) -> Repetitions {
        let type = ParameterType.integer(minimum: 1)
        guard let scalar = node.scalar, let term = NotationParser.term(of: scalar) else {
            report(
                WrongType.message(
                    StructureWord.repeat.key, found: node.scalar.map { "`\($0.text)`" } ?? node.kindDescription,
                    at: node.span,
                    ValueMismatch(expected: type.expectation, replacement: nil)))
            return Repetitions(count: 1)
        }
        if term.kind == .size([.unknown]), !term.isStride { return Repetitions(count: 1, open: term.span) }
        let resolved = environment.resolve(term, &library.diagnostics)
        switch type.value(of: resolved) {
        case .success(.integer(let count)):
            return Repetitions(count: count, expression: resolved.expression)
        case .failure(let mismatch) where resolved.kind != .unresolved:
            report(WrongType.message(StructureWord.repeat.key, found: resolved, mismatch))
            return Repetitions(count: 1)
        default:
            return Repetitions(count: 1)
        }
    }

    // MARK: Structure

    /// A scope of items with their names and what they contain.
    private func named(_ items: [Item]) -> BlockLibrary.Instance {
        var items = items
        Naming.name(&items, &library.diagnostics)
        return BlockLibrary.Instance(items: items, count: ItemCount(of: items))
    }

    private func stack(
        _ use: Stack.Use?, _ pass: BlockLibrary.Instance, _ repeats: Repetitions, name: Located<String>?, at span: Span
    ) -> [Item] {
        guard pass.count.repeated(repeats.count).fits else {
            report(ItemMessage.tooManyLayers(repeats.count, at: span))
            // If one pass is little work, it is read so that its mistakes are found. Rejecting the rest stays fast.
            guard repeats.count > 1, pass.count.layers ?? .max <= 1000, pass.count.fits else { return [.unknown(span)] }
            return stack(use, pass, Repetitions(count: 1), name: name, at: span) + [.unknown(span)]
        }
        return [
            .stack(
                Stack(
                    use: use, items: pass.items, pass: pass.count, count: repeats.count,
                    countExpression: repeats.expression,
                    openCount: repeats.open.map { OpenNumber(OpenNumber.repeatName, at: $0) }, name: name?.value ?? "",
                    isNamed: name != nil, span: span))
        ]
    }

    private func residual(
        _ node: YAMLNode, shortcut: (key: Located<String>, value: YAMLNode)?, name: Located<String>?, at span: Span
    ) -> Item {
        var result = Residual(
            items: list(node, of: .residual), shortcut: .identity, shortcutSpan: shortcut?.key.span,
            name: name?.value ?? "", isNamed: name != nil, span: span)
        switch shortcut?.value.content {
        case .scalar(let scalar):
            switch Residual.Shortcut.Word(rawValue: scalar.text) {
            case .identity: break
            case .project: result.shortcut = .project
            case nil: if let shortcut { report(ItemMessage.unknownShortcut(shortcut.value)) }
            }
        case .sequence: result.shortcut = .layers(shortcut.map { list($0.value, of: .shortcut) } ?? [])
        case .mapping: if let shortcut { report(ItemMessage.unknownShortcut(shortcut.value)) }
        case nil: break
        }
        return .residual(result)
    }

    private func branches(
        _ node: YAMLNode, join: (key: Located<String>, value: YAMLNode)?, name: Located<String>?, key: Located<String>
    ) -> [Item] {
        guard case .sequence(let nodes) = node.content, !nodes.isEmpty else {
            report(ReaderMessage.notList(StructureWord.branches.key, found: node))
            return []
        }
        var kind: Joining?
        if let join {
            kind = join.value.scalar.flatMap { Joining(rawValue: $0.text) }
            if kind == nil { report(ItemMessage.unknownJoin(join.value)) }
        } else {
            report(ItemMessage.noJoin(key))
        }
        let lists = nodes.map { branch -> [Item] in
            if case .sequence(let nodes) = branch.content { return items(of: nodes, inBrackets: branch.isFlow) }
            return item(branch)
        }
        return [
            .branches(
                Branches(
                    branches: lists, branchSpans: nodes.map(\.span), join: kind ?? .concat, name: name?.value ?? "",
                    isNamed: name != nil, span: key.span))
        ]
    }

    // MARK: Layers and uses of blocks

    /// The layer of a reading, the layers that it is a shorthand for, or the block that it uses.
    private func items(of reading: Reading, count: Repetitions?, at span: Span) -> [Item] {
        let name = reading.name.flatMap { Names.check($0, &library.diagnostics) }
        guard let definition = reading.layer?.definition ?? Catalog.layer(key: reading.arguments.syntax.key) else {
            guard reading.unread.isEmpty else {
                _ = library.use(reading.arguments.syntax.key)
                return [.unknown(span)]
            }
            return use(reading.arguments, count ?? Repetitions(count: 1), name: name, at: span)
        }
        let layers = layers(definition, reading, name: count == nil ? name : nil, at: span)
        guard let count, !layers.isEmpty else { return layers }
        return stack(nil, named(layers), count, name: name, at: span)
    }

    private func layers(_ definition: LayerDefinition, _ reading: Reading, name: Located<String>?, at span: Span)
        -> [Item]
    {
        let arguments = reading.arguments
        guard let expansion = definition.expansion, arguments.isWritten("widths") else {
            return [
                .layer(
                    Layer(
                        definition: definition, arguments: arguments, name: name?.value ?? "", isNamed: name != nil,
                        nameSpan: name?.span, unread: reading.unread, span: span, relation: reading.layer?.relation))
            ]
        }
        let parts = expansion(arguments.call).map { arguments.expanded(to: $0) }
        return parts.enumerated().map { index, arguments in
            // The layers of a named stack are numbered.
            let partName = name.map { parts.count == 1 ? $0.value : "\($0.value)\(index + 1)" }
            return .layer(
                Layer(
                    definition: Catalog.layer(key: arguments.syntax.key) ?? definition, arguments: arguments,
                    name: partName ?? "", isNamed: partName != nil, nameSpan: name?.span, isPart: true,
                    unread: reading.unread,
                    span: span))
        }
    }

    private func use(_ arguments: Arguments, _ count: Repetitions, name: Located<String>?, at span: Span) -> [Item] {
        guard let block = library.use(arguments.syntax.key), let layers = block.layers else { return [.unknown(span)] }
        let here = Located(block.name.value, at: span)
        if let first = uses.firstIndex(where: { $0.value == block.name.value }) {
            report(ItemMessage.recursive(here, cycle: Array(uses[first...])))
            return [.unknown(span)]
        }
        guard uses.count < BlockLibrary.deepestUse else {
            report(ItemMessage.tooDeep(here))
            return [.unknown(span)]
        }
        let key = "\(block.name.value)(\(arguments.text))"
        let instance: BlockLibrary.Instance
        if let known = library.instances[key] {
            instance = known
        } else {
            // Each of these lines is in the network, too.
            guard library.linesRead <= ItemCount.mostLines else {
                report(ItemMessage.tooManyLayers(count.count, at: span))
                return [.unknown(span)]
            }
            var values: [String: ParameterValue] = [:]
            for parameter in block.syntax.parameters { values[parameter.name] = arguments[parameter.name] }
            // A missing argument has been reported. The block can't be read without it.
            guard values.count == block.syntax.parameters.count else { return [.unknown(span)] }
            let reader = ItemReader(
                library: library, environment: Environment(block: block.name.value, values: values),
                uses: uses + [here],
                isComplete: isComplete)
            let before = library.diagnostics.count
            instance = reader.named(reader.list(layers, of: .layers))
            // A recursive block's notes already show every use.
            for index in before..<library.diagnostics.count
            where library.diagnostics[index].rule != .recursiveBlock
                && library.diagnostics[index].notes.count < ItemMessage.mostUses
            {
                library.diagnostics[index].notes.append(ItemMessage.used(block.name.value, arguments, at: span))
            }
            library.instances[key] = instance
        }
        return stack(
            Stack.Use(block: block.name.value, arguments: arguments, definition: block.name.span),
            instance, count, name: name, at: span)
    }
}
