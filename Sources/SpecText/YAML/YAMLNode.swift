/// A node of a YAML document. Every key and value keeps the span of its text.
public struct YAMLNode: Sendable {
    public indirect enum Content: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLPair])
    }

    public var content: Content
    /// Where the node is written; for an alias, the alias itself.
    public var span: Span
    /// The anchored node, if this one was reached through an alias.
    public var anchor: Span?
    /// Whether a syntax error cut the node short, so that nothing in it is certainly missing.
    public var isCut = false
    /// Whether the node is a list or mapping in brackets or braces.
    public var isFlow = false

    /// Whether nothing is known about the value, because it is an unknown alias.
    public var isUnknown: Bool { isCut && scalar != nil }

    public init(_ content: Content, at span: Span, anchor: Span? = nil) {
        self.content = content
        self.span = span
        self.anchor = anchor
    }

    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The kind of node, for messages: `empty`, `text`, `a list`, or `a mapping`.
    public var kindDescription: String {
        switch content {
        case .scalar(let scalar): scalar.isEmpty ? "empty" : "text"
        case .sequence(let items): items.isEmpty ? "an empty list" : "a list"
        case .mapping: "a mapping"
        }
    }
}

public struct YAMLPair: Sendable {
    public var key: YAMLNode
    public var value: YAMLNode

    public init(key: YAMLNode, value: YAMLNode) {
        self.key = key
        self.value = value
    }
}

/// The text of a scalar, exactly as written. Its type is decided by whoever knows what is expected, so `no`, `010`, and
/// `3:3` never turn into something else.
public struct YAMLScalar: Sendable {
    public enum Style: Sendable {
        case plain
        case quoted
        case block
    }

    public var text: String
    public var style: Style
    public var span: Span
    /// Where the text starts in the file, if the file has every byte of `text` as is (no escapes, no folding).
    public var verbatimStart: Int?

    public init(text: String, style: Style, span: Span, verbatimStart: Int?) {
        self.text = text
        self.style = style
        self.span = span
        self.verbatimStart = verbatimStart
    }

    /// A placeholder for text that can't be known.
    static func missing(at span: Span) -> YAMLScalar {
        YAMLScalar(text: "", style: .plain, span: span, verbatimStart: nil)
    }

    /// Whether it is a plain scalar without text: the value was omitted.
    public var isEmpty: Bool { text.isEmpty && style == .plain }

    /// The span of a range of UTF-8 bytes of `text`; the whole scalar if it contains escapes or folds.
    public func span(of range: Range<Int>) -> Span {
        guard let verbatimStart else { return span }
        return Span(file: span.file, start: verbatimStart + range.lowerBound, end: verbatimStart + range.upperBound)
    }
}

/// A file as read: the tree as far as it was understood.
public struct YAMLDocument: Sendable {
    /// The root, or nil for an empty document.
    public var root: YAMLNode?
    /// False if a syntax error cut the text short: whatever is missing may be in the part that wasn't read.
    public var isComplete: Bool
    /// Whether no error was found in it. After an error, whatever seems to be missing may just not have been
    /// understood.
    public var isSound: Bool
}
