import Basics
import SpecText

/// Walks the text along its tree and finds what the tree omits: comments, anchors, tags, and dashes.
struct LayoutReader {
    /// YAML that specs don't use, and that is left unchanged: `? key`, `%YAML`.
    struct Unsupported: Error {
        var offset: Int
    }

    private let source: SourceFile
    private let bytes: [UInt8]
    private var cursor: Int
    private(set) var comments: [Comment] = []
    /// The offset of `---`, if there is one.
    private(set) var documentStart: Int?

    init(_ source: SourceFile) {
        self.source = source
        bytes = source.bytes
        cursor = source.byteOrderMarkLength
    }

    mutating func read(_ root: YAMLNode) throws(Unsupported) -> LayoutNode {
        try skip()
        if bytes[cursor...].starts(with: "---".utf8), isLineStart(cursor), isBlank(at: cursor + 3) {
            documentStart = cursor
            cursor += 3
            let line = source.line(at: cursor)
            try skip()
            // Text after `---` on its line would have to move.
            guard source.line(at: cursor) > line else { throw Unsupported(offset: cursor) }
        }
        let node = try node(root)
        try skip()
        guard cursor == bytes.count else { throw Unsupported(offset: cursor) }
        return node
    }

    // MARK: Nodes

    private mutating func node(_ node: YAMLNode) throws(Unsupported) -> LayoutNode {
        let before = cursor
        if node.scalar?.isEmpty == true, node.anchor == nil { return try emptyScalar(node, before) }
        try skip()
        let start = cursor
        let properties = try properties(of: node)
        var result = LayoutNode(
            content: .sequence([]), properties: properties, isFlow: node.isFlow, start: start, end: start)
        if node.anchor != nil {
            guard cursor == node.span.start, byte() == UInt8(ascii: "*") else { throw Unsupported(offset: cursor) }
            result.content = .alias(source.text(at: node.span))
            cursor = node.span.end
        } else {
            switch node.content {
            case .scalar(let scalar):
                guard cursor == scalar.span.start, !node.isCut else { throw Unsupported(offset: cursor) }
                result.content = .scalar(scalar)
                if scalar.style == .block { noteCommentOfBlock(scalar) }
                cursor = scalar.span.end
            case .sequence(let items):
                result.content = .sequence(try sequence(items, isFlow: node.isFlow))
            case .mapping(let pairs):
                result.content = .mapping(try mapping(pairs, isFlow: node.isFlow))
            }
        }
        result.end = cursor
        return result
    }

    /// An omitted value. It may still have an anchor on the same line.
    private mutating func emptyScalar(_ node: YAMLNode, _ before: Int) throws(Unsupported) -> LayoutNode {
        var result = LayoutNode(content: node.scalar.map { .scalar($0) } ?? .mapping([]), start: before, end: before)
        var index = cursor
        while index < bytes.count, bytes[index].isSpaceOrTab { index += 1 }
        if index < bytes.count, index > cursor || cursor == 0, Self.beginsProperty(bytes[index]) {
            cursor = index
            result.properties = try properties(of: node)
            result.start = index
            // Properties that aren't followed by a space or a line end belong to something else.
            result.end = index + result.properties.utf8.count
            cursor = result.end
        }
        return result
    }

    private mutating func properties(of node: YAMLNode) throws(Unsupported) -> String {
        guard Self.beginsProperty(byte()) else { return "" }
        let begin = cursor
        // In block style, properties before a key on its line belong to the key, not to the mapping.
        if node.anchor == nil, !node.isFlow, node.scalar == nil {
            let line = source.line(at: cursor)
            var probe = self
            // Its comments are read again.
            probe.comments = []
            while Self.beginsProperty(probe.byte()) {
                probe.takeProperty()
                try probe.skip()
            }
            if source.line(at: probe.cursor) == line { return "" }
        }
        var words: [String] = []
        while Self.beginsProperty(byte()) {
            let start = cursor
            takeProperty()
            words.append(source.text(at: Span(start: start, end: cursor)))
            if node.scalar?.isEmpty == true, node.anchor == nil {
                while byte()?.isSpaceOrTab == true { cursor += 1 }
            } else {
                try skip()
            }
        }
        // A comment between two properties would have no place.
        guard words.count < 2 || comments.last.map({ $0.start < begin }) ?? true else {
            throw Unsupported(offset: begin)
        }
        return words.joined(separator: " ")
    }

    private mutating func takeProperty() {
        while cursor < bytes.count, !isBlank(at: cursor), !",[]{}".utf8.contains(bytes[cursor]) { cursor += 1 }
    }

    private mutating func sequence(_ nodes: [YAMLNode], isFlow: Bool) throws(Unsupported) -> [LayoutItem] {
        var items: [LayoutItem] = []
        if isFlow { try take("[") }
        for node in nodes {
            try skip()
            let start = cursor
            if !isFlow {
                guard isBlank(at: cursor + 1) else { throw Unsupported(offset: cursor) }
                try take("-")
            }
            items.append(LayoutItem(start: start, node: try self.node(node)))
            if isFlow { try takeComma() }
        }
        if isFlow { try take("]") }
        return items
    }

    private mutating func mapping(_ pairs: [YAMLPair], isFlow: Bool) throws(Unsupported) -> [LayoutPair] {
        try skip()
        // `[a: 1]` is a mapping without braces.
        let hasBraces = isFlow && byte() == UInt8(ascii: "{")
        if hasBraces { try take("{") }
        var result: [LayoutPair] = []
        for pair in pairs {
            try skip()
            guard byte() != UInt8(ascii: "?") || !isBlank(at: cursor + 1), pair.key.scalar?.isEmpty != true,
                pair.key.scalar != nil, !source.text(at: pair.key.span).contains("\n")
            else { throw Unsupported(offset: cursor) }
            let key = try node(pair.key)
            let commentsBefore = comments.count
            try skip()
            guard comments.count == commentsBefore else { throw Unsupported(offset: cursor) }
            if hasBraces, byte() != UInt8(ascii: ":") {
                guard pair.value.scalar?.isEmpty == true else { throw Unsupported(offset: cursor) }
                let empty = LayoutNode(
                    content: pair.value.scalar.map { .scalar($0) } ?? .mapping([]), start: cursor, end: cursor)
                result.append(LayoutPair(key: key, value: empty))
            } else {
                try take(":")
                result.append(LayoutPair(key: key, value: try node(pair.value)))
            }
            if hasBraces { try takeComma() }
        }
        if hasBraces { try take("}") }
        return result
    }

    // MARK: Between the nodes

    private func byte() -> UInt8? { cursor < bytes.count ? bytes[cursor] : nil }

    private static func beginsProperty(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!")
    }

    private func isBlank(at index: Int) -> Bool {
        guard index < bytes.count else { return true }
        return bytes[index].isWhitespace
    }

    private func isLineStart(_ index: Int) -> Bool {
        index == source.byteOrderMarkLength || bytes[index - 1].isLineBreak
    }

    private mutating func take(_ sign: Unicode.Scalar) throws(Unsupported) {
        try skip()
        guard byte() == UInt8(ascii: sign) else { throw Unsupported(offset: cursor) }
        cursor += 1
    }

    private mutating func takeComma() throws(Unsupported) {
        try skip()
        if byte() == UInt8(ascii: ",") { cursor += 1 }
    }

    /// Skips spaces and line ends, and records comments.
    private mutating func skip() throws(Unsupported) {
        while cursor < bytes.count {
            if isBlank(at: cursor) {
                cursor += 1
            } else if bytes[cursor] == UInt8(ascii: "#"),
                cursor <= source.byteOrderMarkLength || isBlank(at: cursor - 1)
            {
                try noteComment()
            } else {
                return
            }
        }
    }

    private mutating func noteComment() throws(Unsupported) {
        let start = cursor
        while cursor < bytes.count, !bytes[cursor].isLineBreak { cursor += 1 }
        let text = source.text(at: Span(start: start, end: cursor))
        // These end a line, and so the comment, in YAML, but not in an editor.
        guard !text.unicodeScalars.contains(where: { ["\u{85}", "\u{2028}", "\u{2029}"].contains($0) }) else {
            throw Unsupported(offset: start)
        }
        add(text, at: start)
    }

    private mutating func add(_ text: String, at start: Int) {
        let lineStart = source.lineStarts[source.line(at: start) - 1]
        var codeEnd = start
        while codeEnd > max(lineStart, source.byteOrderMarkLength),
            bytes[codeEnd - 1].isSpaceOrTab
        {
            codeEnd -= 1
        }
        let isOwnLine = codeEnd == max(lineStart, source.byteOrderMarkLength)
        let kept = text.unicodeScalars.trimmedAtEnd { $0 == " " || $0 == "\t" }
        comments.append(
            Comment(
                text: String(kept), start: start, isOwnLine: isOwnLine,
                column: source.scalarCount(from: lineStart, to: start),
                codeEnd: source.scalarCount(from: lineStart, to: codeEnd)))
    }

    /// `| # comment`: the only place for a comment inside a scalar.
    private mutating func noteCommentOfBlock(_ scalar: YAMLScalar) {
        let line = bytes[scalar.span.start..<scalar.span.end].prefix { !$0.isLineBreak }
        guard let sign = line.firstIndex(of: UInt8(ascii: "#")) else { return }
        add(source.text(at: Span(start: sign, end: line.endIndex)), at: sign)
    }
}
