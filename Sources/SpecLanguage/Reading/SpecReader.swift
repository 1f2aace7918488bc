import Basics
import NetworkTerms
import SpecText

/// Reads a spec's tree. Parts that can't be read are reported and skipped; the rest is kept.
public struct SpecReader {
    /// Parses an included spec: resolves its path as written against the root's folder, and returns its tree.
    public typealias Includes = (Located<String>) -> YAMLDocument?

    private var diagnostics: [Diagnostic] = []
    private let document: YAMLDocument
    private let file: Int
    private let library: BlockLibrary

    /// - Parameters:
    ///   - lines: the lines that have been read before, of this spec or another. They only save time.
    ///   - includes: finds included specs.
    public static func read(
        _ document: YAMLDocument, file: Int = 0, lines: ReadLines = ReadLines(), includes: Includes = { _ in nil }
    ) -> (spec: Spec, diagnostics: [Diagnostic]) {
        var reader = SpecReader(document: document, file: file, lines: lines)
        let spec = reader.spec(includes)
        return (spec, reader.findings())
    }

    private init(document: YAMLDocument, file: Int, lines: ReadLines) {
        self.document = document
        self.file = file
        library = BlockLibrary(lines: lines)
    }

    /// All findings. A mistake in a block that is used several times is reported once.
    private func findings() -> [Diagnostic] { (diagnostics + library.diagnostics).unique(by: \.identity) }

    private mutating func spec(_ includes: Includes) -> Spec {
        var spec = Spec(body: [], head: [], isComplete: document.isComplete)
        guard let root = document.root else {
            if document.isComplete {
                diagnostics.append(ReaderMessage.emptyFile(at: Span(file: file, start: 0, end: 0)))
            }
            return spec
        }
        guard case .mapping(let pairs) = root.content else {
            // A list that a syntax error cut short, such as one of opening brackets only, is one mistake, not two.
            if document.isComplete { diagnostics.append(ReaderMessage.notMapping(root)) }
            return spec
        }
        let sections = Keys.unique(pairs, &diagnostics).filter { !$0.value.isUnknown }
        func section(_ word: StructureWord) -> (key: Located<String>, value: YAMLNode)? {
            sections.first { $0.key.value == word.key }
        }
        var known = checkKeys(sections.map(\.key))

        // Blocks first, wherever they are, because reading layers needs them.
        if let include = section(.include) { read(include.value, includes) }
        if let define = section(.define) { library.define(define.value) }
        spec.model = section(.model).flatMap { Names.read($0.value, &diagnostics) }
        spec.input = section(.input).flatMap { SizeReader.read($0.value, what: $0.key.value, &diagnostics) }
        let reader = ItemReader(library: library, isComplete: document.isComplete)
        if let body = section(.body) { spec.body = reader.list(body.value, of: .body) }
        if let head = section(.head) { spec.head = reader.list(head.value, of: .head) }
        if let heads = section(.heads) {
            read(heads.value, key: heads.key, with: reader, into: &spec)
            if let head = section(.head) { diagnostics.append(Message.headAndHeads(heads.key, head.key)) }
        }
        if let train = section(.train) {
            var reader = TrainingReader(lines: library.lines)
            spec.training = reader.read(train.value, at: train.key.span.joined(with: train.value.span))
            diagnostics += reader.diagnostics
        }
        if let budget = section(.budget) { spec.budget = BudgetReader.read(budget.value, &diagnostics) }
        spec.definitions = library.names.compactMap { name in
            library.blocks[name].map { BlockDefinition(name: $0.name, syntax: $0.syntax) }
        }
        if !spec.itemCount.fits, let key = section(.body)?.key ?? section(.head)?.key ?? section(.heads)?.key {
            diagnostics.append(Message.tooManyLayers(key))
            (spec.body, spec.head) = ([.unknown(key.span)], [])
            spec.auxiliaryHeads = []
        }
        nameLayers(of: &spec)
        if document.isComplete, !known.defineOnlyBlocks {
            library.reportUnused(file: file)
            reportNoLayers(spec, section(.body)?.key ?? section(.head)?.key ?? section(.heads)?.key)
            let start = Span(file: file, start: root.span.start, end: root.span.start)
            if !known.contains(.input), spec.layerCount ?? 0 > 0 {
                // Its size may follow from the layers.
                known.append(.input)
                spec.missingInput = start
            }
            for word in StructurePlace.spec.words where word.isMissing(among: known) {
                diagnostics.append(ReaderMessage.missingKey(word, at: start))
            }
        }
        if document.isComplete { ItemReader.readUnused(of: library, file: file) }
        return spec
    }

    /// The sections. A misspelled key is reported, and its section isn't reported as missing too.
    private mutating func checkKeys(_ keys: [Located<String>]) -> [StructureWord] {
        keys.compactMap { key in
            if StructurePlace.spec.word(key.value) == nil { diagnostics.append(Keys.unknown(key, in: .spec)) }
            return StructureWord.section(meantBy: key.value)
        }
    }

    /// Reports a network without layers, unless there are layers that couldn't be read.
    private mutating func reportNoLayers(_ spec: Spec, _ key: Located<String>?) {
        guard let key, document.isSound, !diagnostics.hasErrors, !library.diagnostics.hasErrors, !library.lacksBlocks,
            spec.layerCount == 0
        else {
            return
        }
        diagnostics.append(ReaderMessage.noLayers(at: key.span))
    }

    private mutating func nameLayers(of spec: inout Spec) {
        var lists = [spec.body, spec.head] + spec.auxiliaryHeads.map(\.items)
        // Held by nothing else, the lists are changed where they are.
        (spec.body, spec.head) = ([], [])
        Naming.name(&lists, &diagnostics)
        spec.body = lists[0]
        spec.head = lists[1]
        for index in spec.auxiliaryHeads.indices { spec.auxiliaryHeads[index].items = lists[index + 2] }
    }

    // MARK: Heads

    private mutating func read(_ node: YAMLNode, key: Located<String>, with reader: ItemReader, into spec: inout Spec) {
        guard case .mapping(let pairs) = node.content else {
            diagnostics.append(Message.notHeads(node))
            return
        }
        var main: Located<String>?
        for (name, value) in Keys.unique(pairs, &diagnostics) {
            guard case .mapping(let parts) = value.content else {
                if let first = main {
                    diagnostics.append(Message.secondMain(name, first: first))
                    continue
                }
                main = name
                spec.head = reader.list(value, of: name.value)
                continue
            }
            var from: Located<String>?
            var weight = AuxiliaryHead.usualWeight
            var items: [Item] = []
            var lacksLayers = document.isComplete
            for (part, value) in Keys.unique(parts, &diagnostics) {
                switch StructurePlace.head.word(part.value) {
                case .from?:
                    from = Names.read(value, &diagnostics)
                case .weight?:
                    if case .decimal(let number)? = TermReader.value(value, of: .weight, &diagnostics) {
                        weight = number
                    }
                case .layers?:
                    items = reader.list(value, of: .layers)
                    lacksLayers = false
                default:
                    // This key may be a misspelled `layers`.
                    lacksLayers = false
                    diagnostics.append(Keys.unknown(part, in: .head))
                }
            }
            if lacksLayers { diagnostics.append(ReaderMessage.noLayers(of: .head, name)) }
            if let from {
                spec.auxiliaryHeads.append(
                    AuxiliaryHead(name: name, from: from, weight: weight, items: items, span: name.span))
            } else if let first = main {
                diagnostics.append(Message.secondMain(name, first: first))
            } else {
                main = name
                spec.head = items
            }
        }
        if main == nil, document.isComplete { diagnostics.append(Message.noMain(key)) }
    }

    // MARK: Includes

    private mutating func read(_ node: YAMLNode, _ includes: Includes) {
        let nodes: [YAMLNode] = if case .sequence(let items) = node.content { items } else { [node] }
        var seen: [String: Span] = [:]
        for node in nodes {
            guard let scalar = node.scalar, !scalar.isEmpty else {
                diagnostics.append(Message.notPath(node))
                continue
            }
            let path = Located(scalar.text, at: scalar.span)
            if let first = seen[path.value] {
                diagnostics.append(Message.includedTwice(path, first: first))
                continue
            }
            seen[path.value] = path.span
            guard let problem = Self.problem(with: path.value) else {
                let document = includes(path)
                if document?.isComplete != true { library.lacksBlocks = true }
                guard case .mapping(let pairs) = document?.root?.content else { continue }
                for pair in pairs where pair.key.scalar?.text == StructureWord.define.key { library.define(pair.value) }
                continue
            }
            library.lacksBlocks = true
            diagnostics.append(Message.badPath(path, problem))
        }
    }

    /// Why a path may lead out of the folder, or nil.
    private static func problem(with path: String) -> String? {
        if path.hasPrefix("/") || path.hasPrefix("~") { return "it isn't relative to the spec's folder" }
        if path.contains("\\") { return "paths can't contain `\\`" }
        if path.contains("\0") { return "paths can't contain null characters" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains("..") { return "`..` leaves the spec's folder" }
        return nil
    }

    private enum Message {
        static func tooManyLayers(_ key: Located<String>) -> Diagnostic {
            Diagnostic(
                .sizeOverflow, "the network has more than \(ItemCount.mostLayers) layers, counting repeats",
                at: key.span, help: "is one of the `repeat` counts mistyped?")
        }

        static func headAndHeads(_ heads: Located<String>, _ head: Located<String>) -> Diagnostic {
            Diagnostic(
                .duplicateKey, "use `head` or `heads`, not both", at: heads.span,
                notes: [Diagnostic.Note("`head` is here", at: head.span)],
                help: "move the layers of `head` into `heads`, under a name")
        }

        static func notHeads(_ node: YAMLNode) -> Diagnostic {
            Diagnostic(
                .wrongType, "`heads` can't be \(node.kindDescription)", at: node.span,
                help: "write each head's name below it, and its layers below the name")
        }

        static func secondMain(_ name: Located<String>, first: Located<String>) -> Diagnostic {
            Diagnostic(
                .missingKey, "missing `from` in head `\(name.value)`",
                at: name.span,
                notes: [Diagnostic.Note("`\(first.value)` is the network's output", at: first.span)],
                help: "all heads but one are auxiliary: {from: NAME, weight: 0.3, layers: [...]}")
        }

        static func noMain(_ key: Located<String>) -> Diagnostic {
            Diagnostic(
                .missingKey, "every head is auxiliary: no head is the network's output", at: key.span,
                help: "add one without `from`: its input is the body's output")
        }

        static func notPath(_ node: YAMLNode) -> Diagnostic {
            Diagnostic(
                .wrongType, "an include can't be \(node.kindDescription)", at: node.span,
                help: "write the path of another spec, such as `blocks.strata.yaml`")
        }

        static func includedTwice(_ path: Located<String>, first: Span) -> Diagnostic {
            Diagnostic(
                .duplicateKey, "`\(path.value)` is included twice", at: path.span,
                notes: [Diagnostic.Note("first included here", at: first)], help: "remove one")
        }

        static func badPath(_ path: Located<String>, _ problem: String) -> Diagnostic {
            Diagnostic(
                .include, "`\(path.value)` can't be included: \(problem)", at: path.span,
                help: "write a path below the spec's folder: an include can't leave it")
        }
    }
}
