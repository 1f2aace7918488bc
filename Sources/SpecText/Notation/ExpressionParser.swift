import Basics

extension Expression {
    /// Parses text such as `$width*4` or `channels/2`; nil if it isn't an expression. Parentheses nest at most 32 deep.
    init?(_ text: ArraySlice<UInt8>) {
        var parser = ExpressionParser(rest: text)
        guard let expression = parser.sum(depth: 0), parser.rest.isEmpty else { return nil }
        self = expression
    }
}

struct ExpressionParser {
    /// The most operands an expression can have. It bounds the stack of whoever walks the expression.
    static let mostOperands = 256

    /// The word for the channels of a layer's input.
    private static let channels = Array(Expression.channelsWord.utf8)

    var rest: ArraySlice<UInt8>
    private var operands = 0

    init(rest: ArraySlice<UInt8>) { self.rest = rest }

    mutating func sum(depth: Int) -> Expression? {
        guard var left = product(depth: depth) else { return nil }
        while let operation = take([.add, .subtract]) {
            guard let right = product(depth: depth) else { return nil }
            left = .operation(operation, left, right)
        }
        return left
    }

    private mutating func product(depth: Int) -> Expression? {
        guard var left = operand(depth: depth) else { return nil }
        while let operation = take([.multiply, .divide]) {
            guard let right = operand(depth: depth) else { return nil }
            left = .operation(operation, left, right)
        }
        return left
    }

    private mutating func operand(depth: Int) -> Expression? {
        operands += 1
        guard operands <= Self.mostOperands, let first = rest.first else { return nil }
        if first == UInt8(ascii: "("), depth < 32 {
            rest.removeFirst()
            guard let inner = sum(depth: depth + 1), rest.first == UInt8(ascii: ")") else { return nil }
            rest.removeFirst()
            return inner
        }
        if first == UInt8(ascii: "$") {
            rest.removeFirst()
            let isBraced = rest.first == UInt8(ascii: "{")
            if isBraced { rest.removeFirst() }
            let name = rest.prefix { Self.isNamePart($0) }
            rest = rest.dropFirst(name.count)
            guard !name.isEmpty, !isBraced || rest.popFirst() == UInt8(ascii: "}") else { return nil }
            return .parameter(String(decoding: name, as: UTF8.self))
        }
        let word = rest.prefix { Self.isNamePart($0) }
        if word.elementsEqual(Self.channels) {
            rest = rest.dropFirst(word.count)
            return .channels
        }
        let digits = rest.prefix(while: \.isDigit)
        rest = rest.dropFirst(digits.count)
        return Int(String(decoding: digits, as: UTF8.self)).map { .number($0) }
    }

    private mutating func take(_ operators: [Expression.Operator]) -> Expression.Operator? {
        guard let first = rest.first,
            let operation = operators.first(where: { $0.rawValue.asciiValue == first })
        else { return nil }
        rest.removeFirst()
        return operation
    }

    /// Letters that a name can't have are read as part of it too, so that the name as a whole is reported as unknown.
    static func isNamePart(_ byte: UInt8) -> Bool { Expression.isNamePart(byte) || byte >= 0x80 }
}
