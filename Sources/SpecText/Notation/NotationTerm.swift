import Basics

/// One word, number, or size of the notation, with its span.
public struct NotationTerm: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A word of the language, or a name from the spec.
        case word
        /// A whole number: `64`.
        case integer(Int)
        /// A number with a point or an exponent: `0.5`, `1e-3`.
        case decimal(Double)
        /// Two or more dimensions: `5x5`, `28x28x1`; also a lone `?`.
        case size([Dimension])
        /// Whole numbers joined by `-`: the hidden widths `120-84`.
        case widths([Int])
        /// A factor: `2x`.
        case times(Int)
        /// Arithmetic on a block's parameters, `$width*4`, or on the channels of a layer's input, `channels/2`.
        case expression(Expression)
        /// A value that can't be computed, which has been reported.
        case unresolved
        /// Text that is none of these; the reason is part of the message.
        case invalid(reason: String)
    }

    public var kind: Kind
    /// The text as written, without the `/` of a stride.
    public var text: String
    public var span: Span
    /// Whether it was written with a `/`: `/2`.
    public var isStride: Bool
    /// The arithmetic that this value was computed from, if it was written with parameters or `channels`.
    public var expression: Expression?

    public init(kind: Kind, text: String, span: Span, isStride: Bool) {
        self.kind = kind
        self.text = text
        self.span = span
        self.isStride = isStride
    }

    public var isWord: Bool { kind == .word && !isStride }

    /// The text as written, with the `/` of a stride.
    public var writtenText: String { isStride ? "/" + text : text }

    /// Whether it is the sign of an operation between two other terms.
    var isOperator: Bool { isStride ? text.isEmpty || text == "/" : text.count == 1 && "+-*".contains(text) }
}

/// One number of a size: known, `?` for the compiler to find, or computed from a block's parameters.
public enum Dimension: Hashable, Sendable {
    case known(Int)
    case unknown
    case expression(Expression)

    public var value: Int? {
        if case .known(let value) = self { value } else { nil }
    }
}

extension Dimension: CustomStringConvertible {
    public var description: String {
        switch self {
        case .known(let value): String(value)
        case .unknown: "?"
        case .expression(let expression): expression.text { "$\($0)" }
        }
    }
}

/// The terms between two commas.
public struct NotationClause: Hashable, Sendable {
    public var terms: [NotationTerm]
    public var span: Span

    public init(terms: [NotationTerm], span: Span) {
        self.terms = terms
        self.span = span
    }
}
