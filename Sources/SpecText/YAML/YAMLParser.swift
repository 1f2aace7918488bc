import Basics
import CYAML

/// Reads YAML with libyaml, event by event, into a tree with spans. Never fails: text that can't be understood is
/// reported, and the tree contains what came before it.
public struct YAMLParser {
    private let source: SourceFile
    private let file: Int
    private let limits: YAMLLimits
    private let offsets: ScalarOffsets

    private var diagnostics: [Diagnostic] = []
    private var open: [Container] = []
    private var root: YAMLNode?
    private var anchors: [String: Anchor] = [:]
    private var aliasedNodes = 0
    private var documents = 0
    private let comparisons = Comparisons()

    /// A list or mapping that is still being read.
    private struct Container {
        var isMapping: Bool
        var isFlow: Bool
        var start: Int
        var anchor: String?
        var items: [YAMLNode] = []
        var size = 1

        init(isMapping: Bool, isFlow: Bool, start: Int, anchor: String?) {
            (self.isMapping, self.isFlow, self.start, self.anchor) = (isMapping, isFlow, start, anchor)
            items.reserveCapacity(8)
        }
    }

    private struct Anchor {
        var node: YAMLNode
        /// The number of nodes in it, aliases expanded.
        var size: Int
    }

    public static func parse(
        _ source: SourceFile, file: Int = 0, limits: YAMLLimits = YAMLLimits()
    ) -> (document: YAMLDocument, diagnostics: [Diagnostic]) {
        if let problem = EncodingCheck.problem(in: source, file: file, limits: limits) {
            return (YAMLDocument(root: nil, isComplete: false, isSound: false), [problem])
        }
        var parser = YAMLParser(source: source, file: file, limits: limits)
        let isComplete = parser.run()
        let isSound = !parser.diagnostics.hasErrors
        return (YAMLDocument(root: parser.root, isComplete: isComplete, isSound: isSound), parser.diagnostics)
    }

    private init(source: SourceFile, file: Int, limits: YAMLLimits) {
        self.source = source
        self.file = file
        self.limits = limits
        offsets = ScalarOffsets(of: source)
    }

    /// Reads to the end or to the first error, and returns whether it reached the end.
    private mutating func run() -> Bool {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            diagnostics.append(Message.outOfMemory(at: Span(file: file, start: 0, end: 0)))
            return false
        }
        defer { yaml_parser_delete(&parser) }
        return source.bytes.withUnsafeBufferPointer { bytes in
            // Once the encoding is set, libyaml would count a byte-order mark as a column of the first line.
            let mark = source.byteOrderMarkLength
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, bytes.baseAddress.map { $0 + mark }, bytes.count - mark)
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else {
                    diagnostics.append(
                        YAMLProblem(parser: parser, source: source, file: file, offsets: offsets).diagnostic)
                    cutAll(at: offsets[Int(parser.problem_mark.index)])
                    return false
                }
                defer { yaml_event_delete(&event) }
                switch handle(event) {
                case .more: continue
                case .end: return true
                case .stop:
                    cutAll(at: offsets[Int(event.end_mark.index)])
                    return false
                }
            }
        }
    }

    private enum Step { case more, end, stop }

    private mutating func handle(_ event: yaml_event_t) -> Step {
        let span = Span(
            file: file, start: offsets[Int(event.start_mark.index)], end: offsets[Int(event.end_mark.index)])
        switch event.type {
        case YAML_STREAM_END_EVENT:
            return .end
        case YAML_DOCUMENT_START_EVENT:
            documents += 1
            if documents > 1 {
                diagnostics.append(Message.secondDocument(at: secondDocumentSpan(span.start)))
                return .stop
            }
        case YAML_SCALAR_EVENT:
            let scalar = scalar(event.data.scalar, at: span)
            var node = YAMLNode(.scalar(scalar), at: scalar.span)
            if open.last?.isFlow == false, let dash = foldedItem(in: scalar) {
                diagnostics.append(Message.foldedItem(at: dash, into: scalar.span))
                node = YAMLNode(.scalar(.missing(at: scalar.span)), at: scalar.span)
                node.isCut = true
            }
            add(node, size: 1, anchor: event.data.scalar.anchor.map(Self.string))
        case YAML_ALIAS_EVENT:
            return alias(Self.string(event.data.alias.anchor), at: span)
        case YAML_SEQUENCE_START_EVENT:
            return begin(
                Container(
                    isMapping: false, isFlow: event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
                    start: span.start, anchor: event.data.sequence_start.anchor.map(Self.string)), at: span)
        case YAML_MAPPING_START_EVENT:
            return begin(
                Container(
                    isMapping: true, isFlow: event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
                    start: span.start, anchor: event.data.mapping_start.anchor.map(Self.string)), at: span)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            close(at: span.end)
        default:
            break
        }
        return .more
    }

    private mutating func begin(_ container: Container, at span: Span) -> Step {
        guard open.count < limits.depth else {
            diagnostics.append(
                Message.tooDeep(limit: limits.depth, at: source.characterSpan(at: span.start, file: file)))
            return .stop
        }
        // While a container is open, its anchor can't be used: a document can't contain itself.
        if let anchor = container.anchor { anchors[anchor] = nil }
        open.append(container)
        return .more
    }

    private mutating func close(at end: Int, isCut: Bool = false) {
        guard let container = open.popLast() else { return }
        // A block's end mark is at the next token, so the block ends where its last child does.
        let last = container.items.last?.span.end ?? end
        let span = Span(file: file, start: container.start, end: container.isFlow ? end : last)
        let content: YAMLNode.Content =
            container.isMapping
            ? .mapping(
                stride(from: 0, to: container.items.count - 1, by: 2).map {
                    YAMLPair(key: container.items[$0], value: container.items[$0 + 1])
                })
            : .sequence(container.items)
        // `[?x? conv, 3]`, `- ? conv, 3`: YAML reads a bare `?` as a key indicator.
        if container.isMapping, let key = unquotedUnknown(container) {
            diagnostics.append(
                Diagnostic.unquotedUnknown(source.text(at: key), at: key, inBrackets: container.isFlow))
            var node = YAMLNode(.scalar(.missing(at: span)), at: span)
            node.isCut = true
            return add(node, size: container.size, anchor: container.anchor)
        }
        var node = YAMLNode(content, at: span)
        node.isCut = isCut
        node.isFlow = container.isFlow
        add(node, size: container.size, anchor: container.anchor)
    }

    /// The text that starts with a `?` at the start of a mapping: in brackets a size, and anywhere a `?`, a space, and
    /// a key without a value on the same line.
    private func unquotedUnknown(_ container: Container) -> Span? {
        let start = container.start
        guard start < source.bytes.count, source.bytes[start] == UInt8(ascii: "?") else { return nil }
        let text = source.bytes[start...].prefix { !",]}[{#:\"' \t\r\n".utf8.contains($0) }
        if text.count > 1 {
            return container.isFlow ? Span(file: file, start: start, end: text.endIndex) : nil
        }
        guard container.items.count == 2, let key = container.items[0].scalar, key.style == .plain || key.text.isEmpty,
            container.items[1].scalar?.text.isEmpty ?? false
        else { return nil }
        let end = key.text.isEmpty ? start + 1 : key.span.end
        return source.line(at: end) == source.line(at: start) ? Span(file: file, start: start, end: end) : nil
    }

    /// Closes what is still open after an error, so that the part before it can be checked. A key whose value wasn't
    /// reached is dropped, and so is a value the error may be part of: the last one inside brackets, or on the error's
    /// line.
    private mutating func cutAll(at end: Int) {
        if let container = open.last, let last = container.items.last,
            container.isFlow || source.line(at: last.span.end) == source.line(at: end)
        {
            open[open.count - 1].items.removeLast()
        }
        while !open.isEmpty {
            if open[open.count - 1].isMapping, open[open.count - 1].items.count % 2 == 1 {
                open[open.count - 1].items.removeLast()
            }
            close(at: end, isCut: true)
        }
    }

    /// The `---` of a second document, or the first character of one without it.
    private func secondDocumentSpan(_ start: Int) -> Span {
        let marked = Span(file: file, start: start, end: start + 3)
        return source.text(at: marked) == "---" ? marked : source.characterSpan(at: start, file: file)
    }

    private mutating func add(_ node: YAMLNode, size: Int, anchor: String?) {
        if let anchor { anchors[anchor] = Anchor(node: node, size: size) }
        if open.isEmpty {
            root = root ?? node
        } else {
            open[open.count - 1].items.append(node)
            open[open.count - 1].size += size
        }
    }

    private mutating func alias(_ name: String, at span: Span) -> Step {
        guard let anchor = anchors[name] else {
            let known = comparisons.allow(anchors.count) ? anchors.keys.sorted() : []
            diagnostics.append(Message.unknownAlias(name, known: known, at: span))
            // A placeholder keeps keys and values in step.
            var placeholder = YAMLNode(.scalar(.missing(at: span)), at: span)
            placeholder.isCut = true
            add(placeholder, size: 1, anchor: nil)
            return .more
        }
        aliasedNodes += anchor.size
        guard aliasedNodes <= limits.aliasedNodes else {
            diagnostics.append(Message.tooManyAliasedNodes(limit: limits.aliasedNodes, at: span))
            return .stop
        }
        var node = anchor.node
        node.anchor = anchor.node.anchor ?? anchor.node.span
        node.span = span
        add(node, size: anchor.size, anchor: nil)
        return .more
    }

    private func scalar(_ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar, at span: Span)
        -> YAMLScalar
    {
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let text = String(decoding: bytes, as: UTF8.self)
        let style: YAMLScalar.Style
        var start = span.start
        var end = span.end
        var isVerbatim = false
        switch scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE:
            style = .quoted
            // An anchor or a tag before the quote belongs to the event's span.
            start = end > 0 ? firstIndex(of: source.bytes[end - 1], from: span.start, to: end) : start
            isVerbatim = matches(bytes, at: start + 1)
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE:
            style = .block
            while end > start, source.bytes[end - 1].isWhitespace { end -= 1 }
        default:
            style = .plain
            start = max(start, end - bytes.count)
            isVerbatim = matches(bytes, at: start)
            if !isVerbatim {
                start = span.start
                isVerbatim = matches(bytes, at: start)
            }
        }
        let contentStart = style == .quoted ? start + 1 : start
        return YAMLScalar(
            text: text, style: style, span: Span(file: file, start: start, end: end),
            verbatimStart: isVerbatim && !bytes.isEmpty ? contentStart : nil)
    }

    /// The `-` of an item on a line that YAML folds into the text above because it is indented deeper.
    private func foldedItem(in scalar: YAMLScalar) -> Span? {
        guard scalar.style == .plain, scalar.verbatimStart == nil else { return nil }
        var index = scalar.span.start
        while let lineBreak = source.bytes[index..<scalar.span.end].firstIndex(of: 0x0A) {
            index = lineBreak + 1
            while index < scalar.span.end, source.bytes[index].isWhitespace { index += 1 }
            if index + 1 < scalar.span.end, source.bytes[index] == UInt8(ascii: "-"),
                source.bytes[index + 1].isWhitespace
            {
                return Span(file: file, start: index, end: index + 1)
            }
        }
        return nil
    }

    private func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int {
        var index = start
        while index < end, source.bytes[index] != byte { index += 1 }
        return index
    }

    private func matches(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        source.bytes.withUnsafeBufferPointer { all in
            start >= 0 && start + bytes.count <= all.count && all[start..<start + bytes.count].elementsEqual(bytes)
        }
    }

    private static func string(_ pointer: UnsafeMutablePointer<UInt8>) -> String { String(cString: pointer) }
}

/// libyaml counts code points, without the byte-order mark; we count bytes.
struct ScalarOffsets {
    private let table: [Int]?
    private let count: Int

    init(of source: SourceFile) {
        count = source.bytes.count
        if source.bytes.allSatisfy({ $0 < 0x80 }) {
            table = nil
        } else {
            table = source.bytes.indices.dropFirst(source.byteOrderMarkLength).filter {
                source.bytes[$0] & 0xC0 != 0x80
            }
        }
    }

    /// The offset of the first byte of the code point at an index; the end of the file past the last one.
    subscript(index: Int) -> Int {
        guard let table else { return min(max(index, 0), count) }
        return table.indices.contains(index) ? table[index] : count
    }
}

private enum Message {
    static func outOfMemory(at span: Span) -> Diagnostic {
        Diagnostic(.yamlSyntax, "not enough memory to read the file", at: span)
    }

    static func secondDocument(at span: Span) -> Diagnostic {
        Diagnostic(
            .yamlSyntax, "a second document starts here; a spec is a single document", at: span,
            help: "put each network in its own file, and remove the `---` line")
    }

    static func tooDeep(limit: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .documentLimit, "lists and mappings are nested more than \(limit) levels deep here", at: span,
            help: "flatten the structure: no network needs this depth")
    }

    static func foldedItem(at dash: Span, into text: Span) -> Diagnostic {
        Diagnostic(
            .yamlSyntax, "this `-` is indented deeper than the item above, so YAML reads both as one item",
            at: dash,
            notes: [
                Diagnostic.Note(
                    "the item above starts here", at: Span(file: text.file, start: text.start, end: text.start))
            ],
            help: "align it with the `-` above")
    }

    static func unknownAlias(_ name: String, known: [String], at span: Span) -> Diagnostic {
        let closest = Suggestion.closest(to: name, among: known)
        return Diagnostic(
            .unknownAlias, "unknown alias `*\(name)`", at: span,
            help: closest.map { "did you mean `*\($0)`?" }
                ?? (known.isEmpty
                    ? "add `&\(name)` before the value that it repeats"
                    : Suggestion.known(
                        known.map { "&\($0)" }, near: "&\(name)", rest: "an alias needs a value marked `&\(name)` above"
                    )),
            fixes: closest.map { [Diagnostic.Fix("change to `*\($0)`", replacing: span, with: "*\($0)")] } ?? [])
    }

    static func tooManyAliasedNodes(limit: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .documentLimit, "the aliases up to this one expand to more than \(limit) values", at: span,
            help: "write the repeated part once, and use `repeat` instead")
    }
}
