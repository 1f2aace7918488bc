/// A node of a YAML document. Every key and every value keeps the span of its text.
public struct YAMLNode: Sendable {
    public indirect enum Content: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLPair])
    }

    public var content: Content
    /// Where the node is written; for an alias, where the alias stands.
    public var span: Span
    /// Where the anchored node stands, if this one was reached through an alias.
    public var anchor: Span?
    /// Whether a syntax error cut the node short: nothing in it is certainly missing.
    public var isCut = false
    /// Whether it is a list or mapping in brackets or braces.
    public var isFlow = false

    /// Whether nothing is known of the value: an alias stands for it that names nothing.
    public var isUnknown: Bool { isCut && scalar != nil }

    public init(_ content: Content, at span: Span, anchor: Span? = nil) {
        self.content = content
        self.span = span
        self.anchor = anchor
    }

    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// What the node is, for messages: `text`, `a list`, `a mapping` or `nothing`.
    public var kindDescription: String {
        switch content {
        case .scalar(let scalar): scalar.isEmpty ? "nothing" : "text"
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

/// The text of a scalar, exactly as written: typing it is left to whoever knows what is expected, so that `no`, `010`
/// and `3:3` never turn into something else.
public struct YAMLScalar: Sendable {
    public enum Style: Sendable {
        case plain
        case quoted
        case block
    }

    public var text: String
    public var style: Style
    public var span: Span
    /// Where the text begins in the file, if every byte of `text` stands there as it is (no escapes, no folding).
    public var verbatimStart: Int?

    public init(text: String, style: Style, span: Span, verbatimStart: Int?) {
        self.text = text
        self.style = style
        self.span = span
        self.verbatimStart = verbatimStart
    }

    /// Stands where nothing is known of what was written.
    static func missing(at span: Span) -> YAMLScalar {
        YAMLScalar(text: "", style: .plain, span: span, verbatimStart: nil)
    }

    /// A plain scalar with no text: the value was left out.
    public var isEmpty: Bool { text.isEmpty && style == .plain }

    /// The place of a range of UTF-8 bytes of `text`; the whole scalar where escapes or folds stand between.
    public func span(of range: Range<Int>) -> Span {
        guard let verbatimStart else { return span }
        return Span(file: span.file, start: verbatimStart + range.lowerBound, end: verbatimStart + range.upperBound)
    }
}

/// What was read of a file: the tree as far as it was understood.
public struct YAMLDocument: Sendable {
    /// The root, or nil for an empty document.
    public var root: YAMLNode?
    /// False where a syntax error cut the text short: what is missing then may stand in the part not read.
    public var isComplete: Bool
    /// Whether no error was found in it. Where there is one, what seems to be missing may only not have been understood.
    public var isSound: Bool
}
