/// How the size of a layer's output follows from its input's size.
public struct LayerSizing: Sendable {
    /// The kind of input that a layer needs.
    public enum InputRank: Sendable {
        case any
        case featureMap
    }

    public let input: InputRank
    /// The formula for the output's size, for people.
    public let formula: String
    public let relation: @Sendable (Call) -> SizeRelation
    /// The input values that an output value depends on, if they don't follow from the relation.
    public let field: (@Sendable (Call) -> PerAxis<FieldRelation>)?
    /// Returns the numbers that must divide the channels of an input with this many channels.
    public let divisors: @Sendable (Call, _ channels: Int) -> [LayerDefinition.Divisor]
    /// Returns what is wrong with a combination of arguments that are each valid.
    public let mistake: @Sendable (Call) -> CallMistake?

    public init(
        input: InputRank = .any, formula: String, relation: @escaping @Sendable (Call) -> SizeRelation,
        field: (@Sendable (Call) -> PerAxis<FieldRelation>)? = nil,
        divisors: @escaping @Sendable (Call, Int) -> [LayerDefinition.Divisor] = { _, _ in [] },
        mistake: @escaping @Sendable (Call) -> CallMistake? = { _ in nil }
    ) {
        (self.input, self.formula, self.relation, self.field) = (input, formula, relation, field)
        (self.divisors, self.mistake) = (divisors, mistake)
    }
}

extension LayerDefinition {
    /// A number that must divide a number of channels.
    public struct Divisor: Hashable, Sendable {
        public enum Dividend: Hashable, Sendable {
            case inputChannels
            case filters(Int)
        }

        /// The parameter that sets it: `groups`.
        public var name: String
        public var count: Int
        public var dividend: Dividend
        /// Whether the parameter is the divisor itself, so another value could fix it; otherwise it is computed from
        /// the parameter.
        public var isFree: Bool

        public init(_ name: String, _ count: Int, of dividend: Dividend = .inputChannels, isFree: Bool = true) {
            (self.name, self.count, self.dividend, self.isFree) = (name, count, dividend, isFree)
        }

        /// In a message: `4 groups`, or `squares of 9 channels`.
        public var title: String { isFree ? "\(count) \(name)" : "squares of \(count) channels" }
    }
}
