import Basics
/// Arithmetic on a block's parameters: `$width`, `$width*4`, `($in+$out)/2`.
public indirect enum Expression: Hashable, Sendable {
    case number(Int)
    case parameter(String)
    case operation(Operator, Expression, Expression)

    public enum Operator: Character, Hashable, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"

        /// Returns the result; nil if it isn't a whole number, or overflows.
        public func applied(_ left: Int, _ right: Int) -> Int? {
            let (value, overflowed) =
                switch self {
                case .add: left.addingReportingOverflow(right)
                case .subtract: left.subtractingReportingOverflow(right)
                case .multiply: left.multipliedReportingOverflow(by: right)
                case .divide: left.dividedReportingOverflow(by: right)
                }
            return overflowed || self == .divide && !left.isMultiple(of: right) ? nil : value
        }

        /// Whether it binds tighter than addition.
        var isProduct: Bool { self == .multiply || self == .divide }
    }

    /// The names of the parameters in it, in the order of the text.
    public var parameters: [String] {
        switch self {
        case .number: []
        case .parameter(let name): [name]
        case .operation(_, let left, let right): left.parameters + right.parameters
        }
    }

    /// Whether a byte may be part of a parameter's name.
    public static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The expression as text, with its parameters as `name` writes them, and parentheses only where they are needed.
    public func text(parameter name: (String) -> String) -> String {
        switch self {
        case .number(let value): return String(value)
        case .parameter(let parameter): return name(parameter)
        case .operation(let operation, let left, let right):
            func operand(_ expression: Expression, isRight: Bool) -> String {
                let text = expression.text(parameter: name)
                guard case .operation(let inner, _, _) = expression else { return text }
                let needsBrackets =
                    operation.isProduct && !inner.isProduct
                    || isRight && (operation == .subtract || operation == .divide)
                        && inner.isProduct == operation.isProduct
                    || isRight && operation == .multiply && inner == .divide
                return needsBrackets ? "(\(text))" : text
            }
            return "\(operand(left, isRight: false)) \(operation.rawValue) \(operand(right, isRight: true))"
        }
    }
}

extension Expression {
    /// Parses text such as `$width*4`; nil if it isn't an expression. Parentheses nest at most 32 deep.
    init?(_ text: ArraySlice<UInt8>) {
        var parser = ExpressionParser(rest: text)
        guard let expression = parser.sum(depth: 0), parser.rest.isEmpty else { return nil }
        self = expression
    }
}

struct ExpressionParser {
    /// The most operands an expression can have. It bounds the stack of whoever walks the expression.
    static let mostOperands = 256

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
