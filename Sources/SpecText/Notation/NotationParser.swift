import Basics
/// Splits a line of the notation into clauses and terms, as in `Grammar/notation.ebnf`:
/// `3x3 conv, 64, /2, pad 1, relu`. The language decides what the words mean.
public enum NotationParser {
    /// The clauses of a scalar. An empty clause (two commas in a row, one at the end) is kept, without terms.
    public static func clauses(of scalar: YAMLScalar) -> [NotationClause] {
        let bytes = Array(scalar.text.utf8)
        var clauses: [NotationClause] = []
        var terms: [NotationTerm] = []
        var clauseStart = 0
        var index = 0
        var hasOperator = false
        while index <= bytes.count {
            if index == bytes.count || bytes[index] == UInt8(ascii: ",") {
                // A clause without terms has the span of its comma.
                let empty = clauseStart > 0 ? clauseStart - 1..<index : 0..<min(index + 1, bytes.count)
                if hasOperator { terms = joiningArithmetic(terms) }
                hasOperator = false
                let span =
                    terms.first.flatMap { first in terms.last.map { first.span.joined(with: $0.span) } }
                    ?? scalar.span(of: empty)
                clauses.append(NotationClause(terms: terms, span: span))
                terms = []
                index += 1
                clauseStart = index
            } else if bytes[index].isWhitespace {
                index += 1
            } else {
                let start = index
                while index < bytes.count, !bytes[index].isWhitespace, bytes[index] != UInt8(ascii: ",") { index += 1 }
                hasOperator = hasOperator || index <= start + 2 && isOperator(bytes[start])
                terms.append(term(bytes, start..<index, in: scalar))
            }
        }
        return clauses
    }

    /// The single term of a scalar, or nil if it has none or several.
    public static func term(of scalar: YAMLScalar) -> NotationTerm? {
        let clauses = clauses(of: scalar)
        return clauses.count == 1 && clauses[0].terms.count == 1 ? clauses[0].terms[0] : nil
    }

    private static func isOperator(_ byte: UInt8) -> Bool { "+-*/".utf8.contains(byte) }

    /// The terms of a clause, with arithmetic that is written with spaces as one term: `channels + 16`.
    private static func joiningArithmetic(_ terms: [NotationTerm]) -> [NotationTerm] {
        var result: [NotationTerm] = []
        var index = 0
        while index < terms.count {
            var end = index
            while end + 2 < terms.count, terms[end + 1].isOperator, end - index < 2 * ExpressionParser.mostOperands {
                end += 2
            }
            let text = terms[index...end].map(\.writtenText).joined()
            let kind = end > index ? kind(of: text) : nil
            var isArithmetic = if case .expression? = kind { true } else { false }
            // What other languages write, such as `in_channels // 2`, is a word of which a reader says what it means.
            if kind == .word, text.contains(Expression.channelsWord) { isArithmetic = true }
            if let kind, isArithmetic {
                result.append(
                    NotationTerm(
                        kind: kind, text: text, span: terms[index].span.joined(with: terms[end].span),
                        isStride: false))
                index = end + 1
            } else {
                result.append(terms[index])
                index += 1
            }
        }
        return result
    }

    private static func term(_ bytes: [UInt8], _ range: Range<Int>, in scalar: YAMLScalar) -> NotationTerm {
        let isStride = bytes[range.lowerBound] == UInt8(ascii: "/")
        let body = isStride ? range.dropFirst() : range
        return NotationTerm(
            kind: kind(of: bytes[body]), text: String(decoding: bytes[body], as: UTF8.self),
            span: scalar.span(of: range), isStride: isStride)
    }

    /// What a text without spaces and commas is.
    public static func kind(of text: String) -> NotationTerm.Kind { kind(of: Array(text.utf8)[...]) }

    private static func kind(of text: ArraySlice<UInt8>) -> NotationTerm.Kind {
        guard let first = text.first else { return .invalid(reason: "a number is missing after `/`") }
        if text.contains(UInt8(ascii: "$")) { return parametric(text) }
        // The word alone is a word, which has other meanings too.
        if isArithmetic(text), let expression = Expression(text), expression.usesChannels {
            return .expression(expression)
        }
        let startsLikeNumber =
            first.isDigit || first == UInt8(ascii: "?") || first == UInt8(ascii: "-") || first == UInt8(ascii: ".")
            || first == UInt8(ascii: "+")
        guard startsLikeNumber else { return .word }
        if text.allSatisfy(\.isDigit) {
            return integer(text).map { .integer($0) } ?? .invalid(reason: "the number is too large")
        }
        if text.count == 1, first == UInt8(ascii: "?") { return .size([.unknown]) }
        if let size = size(text) { return size }
        if isDecimal(text) {
            let string = String(decoding: text, as: UTF8.self)
            guard let value = Double(string), value.isFinite else { return .invalid(reason: "the number is too large") }
            return .decimal(value)
        }
        if let widths = widths(text) { return widths }
        return .invalid(reason: "this isn't a number, a size such as 3x3, or a word")
    }

    /// Whether a text may be arithmetic on the channels of a layer's input.
    private static func isArithmetic(_ text: ArraySlice<UInt8>) -> Bool {
        text.count > Expression.channelsWord.utf8.count && text.contains(where: isOperator)
    }

    /// `5x5`, `?x?x3`; `2x` is a factor.
    private static func size(_ text: ArraySlice<UInt8>) -> NotationTerm.Kind? {
        let parts = text.split(separator: UInt8(ascii: "x"), omittingEmptySubsequences: false)
        guard parts.count >= 2 else { return nil }
        if parts.count == 2, parts[1].isEmpty, parts[0].allSatisfy(\.isDigit) {
            return integer(parts[0]).map { .times($0) } ?? .invalid(reason: "the number is too large")
        }
        var dimensions: [Dimension] = []
        for part in parts {
            if part.count == 1, part.first == UInt8(ascii: "?") {
                dimensions.append(.unknown)
            } else if !part.isEmpty, part.allSatisfy(\.isDigit) {
                guard let value = integer(part) else { return .invalid(reason: "the number is too large") }
                dimensions.append(.known(value))
            } else {
                return nil
            }
        }
        return .size(dimensions)
    }

    /// `$width*4`, `1x$k`. An `x` after a digit, `?`, `)`, or `}` separates the numbers of a size. In `$kx1` it is part
    /// of the name; `${k}x1` ends the name before it.
    private static func parametric(_ text: ArraySlice<UInt8>) -> NotationTerm.Kind {
        var parts: [ArraySlice<UInt8>] = []
        var rest = text
        var isInName = false
        for index in text.indices {
            let byte = text[index]
            if byte == UInt8(ascii: "$") { isInName = true }
            let isBreak = byte == UInt8(ascii: "x") && !isInName && index > rest.startIndex
            if isInName, byte != UInt8(ascii: "$"), byte != UInt8(ascii: "{"), !ExpressionParser.isNamePart(byte) {
                isInName = false
            }
            if isBreak {
                parts.append(rest[..<index])
                rest = rest[(index + 1)...]
            }
        }
        parts.append(rest)
        let dimensions = parts.compactMap { part -> Dimension? in
            if part.count == 1, part.first == UInt8(ascii: "?") { return .unknown }
            return Expression(part).map { expression in
                if case .number(let value) = expression { .known(value) } else { .expression(expression) }
            }
        }
        guard dimensions.count == parts.count else {
            return .invalid(
                reason: """
                    arithmetic has +, -, *, or / between whole numbers and parameters, for example $width*4, and at \
                    most \(ExpressionParser.mostOperands) numbers
                    """)
        }
        if dimensions.count == 1, case .expression(let expression) = dimensions[0] { return .expression(expression) }
        return .size(dimensions)
    }

    /// `120-84`.
    private static func widths(_ text: ArraySlice<UInt8>) -> NotationTerm.Kind? {
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }) else { return nil }
        let values = parts.compactMap(integer)
        return values.count == parts.count ? .widths(values) : .invalid(reason: "the number is too large")
    }

    /// `[-+] digits [. digits] [(e|E) [-+] digits]`, with a digit on at least one side of the point: numbers in
    /// YAML 1.2's core schema.
    private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func takeDigits() -> Int {
            let digits = rest.prefix(while: \.isDigit)
            rest = rest.dropFirst(digits.count)
            return digits.count
        }
        func take(_ set: String) -> Bool {
            guard let first = rest.first, set.utf8.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        _ = take("-+")
        var digits = takeDigits()
        if take(".") { digits += takeDigits() }
        guard digits > 0 else { return false }
        if take("eE") {
            _ = take("-+")
            guard takeDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static func integer(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            let (shifted, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowedAgain) = shifted.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            if overflowed || overflowedAgain { return nil }
            value = sum
        }
        return value
    }
}
