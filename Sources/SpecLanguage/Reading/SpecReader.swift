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
        var spec = Spec(isComplete: document.isComplete)
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
            (spec.body, spec.outputs, spec.auxiliaryHeads) = ([.unknown(key.span)], [OutputHead()], [])
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
        var lists = spec.lists
        // Held by nothing else, the lists are changed where they are.
        spec.lists = lists.map { _ in [] }
        Naming.name(&lists, &diagnostics)
        spec.lists = lists
    }

    // MARK: Heads

    private mutating func read(_ node: YAMLNode, key: Located<String>, with reader: ItemReader, into spec: inout Spec) {
        guard case .mapping(let pairs) = node.content else {
            diagnostics.append(Message.notHeads(node))
            return
        }
        var heads: [WrittenHead] = []
        for (name, value) in Keys.unique(pairs, &diagnostics) {
            guard case .mapping(let parts) = value.content else {
                heads.append(WrittenHead(name: name, items: reader.list(value, of: name.value)))
                continue
            }
            heads.append(head(name, parts, with: reader))
        }
        let outputs = heads.filter(\.isOutput)
        for head in heads where !head.isOutput || outputs.count < 2 { reportUnused(head, outputs) }
        guard !outputs.isEmpty else {
            if document.isComplete { diagnostics.append(Message.noOutput(key)) }
            spec.auxiliaryHeads = heads.compactMap(\.auxiliary)
            return
        }
        if document.isComplete, outputs.allSatisfy({ $0.from != nil }) {
            diagnostics.append(Message.unusedBody(key, outputs.compactMap(\.from)))
        }
        spec.outputs = outputs.map(\.output)
        spec.auxiliaryHeads = heads.compactMap(\.auxiliary)
    }

    /// A head as written.
    private struct WrittenHead {
        var name: Located<String>
        var from: Located<String>?
        var makesOutput: Located<Bool>?
        var target: Located<OutputTarget>?
        var loss: Chosen<Loss>?
        /// The keys `target` and `loss`, if they are written.
        var learning: [Located<String>] = []
        var isCertain = true
        var weight: Double?
        var items: [Item] = []

        var isOutput: Bool { from == nil || makesOutput?.value == true }

        var output: OutputHead {
            OutputHead(
                name: name, from: from, target: target, loss: loss, isCertain: isCertain, weight: weight, items: items)
        }

        var auxiliary: AuxiliaryHead? {
            guard !isOutput, let from else { return nil }
            return AuxiliaryHead(
                name: name, from: from, weight: weight ?? AuxiliaryHead.usualWeight, items: items, span: name.span)
        }
    }

    private mutating func head(_ name: Located<String>, _ parts: [YAMLPair], with reader: ItemReader) -> WrittenHead {
        var head = WrittenHead(name: name)
        var lacksLayers = document.isComplete
        for (part, value) in Keys.unique(parts, &diagnostics) {
            switch StructurePlace.head.word(part.value) {
            case .from?:
                head.from = Names.read(value, &diagnostics)
            case .output?:
                if case .boolean(let flag)? = TermReader.value(value, of: .output, &diagnostics) {
                    head.makesOutput = Located(flag, at: value.span)
                }
            case .headTarget?:
                head.learning.append(part)
                head.target = Names.read(value, &diagnostics).map { Located(OutputTarget($0.value), at: $0.span) }
                if head.target == nil { head.isCertain = false }
            case .loss?:
                head.learning.append(part)
                var training = TrainingReader(lines: library.lines)
                head.loss = training.choice(value, among: .losses)
                diagnostics += training.diagnostics
                if !training.diagnostics.isEmpty { head.isCertain = false }
            case .weight?:
                if case .decimal(let number)? = TermReader.value(value, of: .weight, &diagnostics) {
                    head.weight = number
                }
            case .layers?:
                head.items = reader.list(value, of: .layers)
                lacksLayers = false
            default:
                // This key may be a misspelled `layers`.
                lacksLayers = false
                diagnostics.append(Keys.unknown(part, in: .head))
            }
        }
        if lacksLayers { diagnostics.append(ReaderMessage.noLayers(of: .head, name)) }
        if let flag = head.makesOutput, !flag.value, head.from == nil {
            diagnostics.append(Message.noFrom(name, at: flag.span))
        }
        return head
    }

    /// Reports the keys of a head that apply only to one of several outputs.
    private mutating func reportUnused(_ head: WrittenHead, _ outputs: [WrittenHead]) {
        guard let output = outputs.first else { return }
        for key in head.learning {
            diagnostics.append(
                head.isOutput ? Message.onlyOutput(key) : Message.auxiliaryLearns(key, head.name, like: output.name))
        }
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

        static func noOutput(_ key: Located<String>) -> Diagnostic {
            Diagnostic(
                .missingKey, "every head is auxiliary: no head is the network's output", at: key.span,
                help: "add one without `from`: its input is the body's output")
        }

        static func unusedBody(_ key: Located<String>, _ starts: [Located<String>]) -> Diagnostic {
            Diagnostic(
                .missingKey, "no head takes the body's output", at: key.span,
                notes: starts.prefix(3).map { Diagnostic.Note("this head takes that of `\($0.value)`", at: $0.span) },
                help: "remove `from` from one head, or the layers of the body that no head needs")
        }

        static func noFrom(_ name: Located<String>, at span: Span) -> Diagnostic {
            Diagnostic(
                .missingKey, "missing `from` in head `\(name.value)`", at: span,
                help: "an auxiliary head takes the output of a layer: write `from: NAME`, or remove `output`")
        }

        static func onlyOutput(_ key: Located<String>) -> Diagnostic {
            Diagnostic(
                .unknownKey, "`\(key.value)` in a head is for networks with several outputs", at: key.span,
                help: key.value == StructureWord.loss.key
                    ? "write it under `train`"
                    : "write `target: input` under `train`, or the column after the table: `csv FILE, target COLUMN`")
        }

        static func auxiliaryLearns(
            _ key: Located<String>, _ name: Located<String>, like output: Located<String>
        ) -> Diagnostic {
            Diagnostic(
                .unknownKey, "the auxiliary head `\(name.value)` can't have its own `\(key.value)`", at: key.span,
                notes: [Diagnostic.Note("it learns what `\(output.value)` does", at: output.span)],
                help: "remove it, or write `output: true` to make the head one of the network's outputs")
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
