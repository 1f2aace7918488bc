/// Arithmetic on a block's parameters and on the channels of a layer's input: `$width*4`, `($in+$out)/2`, `channels/2`.
public indirect enum Expression: Hashable, Sendable {
    case number(Int)
    case parameter(String)
    /// The channels of the layer's input; of a vector, its units.
    case channels
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
        case .number, .channels: []
        case .parameter(let name): [name]
        case .operation(_, let left, let right): left.parameters + right.parameters
        }
    }

    /// The word for the channels of a layer's input.
    public static let channelsWord = "channels"

    /// Whether it depends on the channels of the layer's input.
    public var usesChannels: Bool {
        switch self {
        case .number, .parameter: false
        case .channels: true
        case .operation(_, let left, let right): left.usesChannels || right.usesChannels
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

    /// The expression as a spec writes it: `$width*4`.
    public var notation: String { text { "$\($0)" }.filter { $0 != " " } }

    /// The expression as text, with its parameters as `name` writes them, and parentheses only where they are needed.
    ///
    /// - Parameter channels: what is written for the channels of the layer's input.
    public func text(channels: String = channelsWord, parameter name: (String) -> String) -> String {
        switch self {
        case .number(let value): return String(value)
        case .channels: return channels
        case .parameter(let parameter): return name(parameter)
        case .operation(let operation, let left, let right):
            func operand(_ expression: Expression, isRight: Bool) -> String {
                let text = expression.text(channels: channels, parameter: name)
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

// MARK: Counts

/// Why arithmetic on a number of channels has no result that a layer can have.
public enum CountFailure: Error, Hashable, Sendable {
    /// A division leaves a remainder.
    case notWhole(Int, by: Int)
    /// The result is below 1.
    case tooSmall(Int)
    case overflow
}

extension Expression {
    /// Returns the number that arithmetic on the channels of a layer's input results in, at least 1.
    public func count(ofChannels channels: Int) throws(CountFailure) -> Int {
        let value = try value(ofChannels: channels)
        guard value >= 1 else { throw .tooSmall(value) }
        return value
    }

    private func value(ofChannels channels: Int) throws(CountFailure) -> Int {
        switch self {
        case .number(let value): return value
        case .channels: return channels
        // Parameters have been replaced by their values.
        case .parameter: throw .overflow
        case .operation(let operation, let left, let right):
            let (left, right) = (try left.value(ofChannels: channels), try right.value(ofChannels: channels))
            if operation == .divide, right == 0 || !left.isMultiple(of: right) { throw .notWhole(left, by: right) }
            guard let value = operation.applied(left, right) else { throw .overflow }
            return value
        }
    }

    /// Every division in it.
    public var quotients: [Expression] {
        guard case .operation(let operation, let left, let right) = self else { return [] }
        return left.quotients + right.quotients + (operation == .divide ? [self] : [])
    }

    /// Whether it grows or falls evenly with the channels, so that they follow from its result: it neither multiplies
    /// them with each other nor divides by them.
    public var isLinear: Bool { degree.map { $0 <= 1 } ?? false }

    /// The highest power of the channels in it; nil if it divides by them, or by 0.
    private var degree: Int? {
        switch self {
        case .number, .parameter: return 0
        case .channels: return 1
        case .operation(let operation, let left, let right):
            guard let first = left.degree, let second = right.degree else { return nil }
            switch operation {
            case .add, .subtract: return max(first, second)
            case .multiply: return min(2, first + second)
            case .divide: return second > 0 || right == .number(0) ? nil : first
            }
        }
    }
}
