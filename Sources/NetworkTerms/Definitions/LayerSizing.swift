/// How the size of a layer's output follows from that of its input.
public struct LayerSizing: Sendable {
    /// What a layer needs of its input.
    public enum InputRank: Sendable {
        case any
        case featureMap
    }

    public let input: InputRank
    /// The formula of the output's size, for people.
    public let formula: String
    public let relation: @Sendable (Call) -> SizeRelation
    /// Which values of the input one of the output looks at, where that doesn't follow from the relation.
    public let field: (@Sendable (Call) -> PerAxis<FieldRelation>)?
    /// What has to divide the channels of an input that has so many.
    public let divisors: @Sendable (Call, _ channels: Int) -> [LayerDefinition.Divisor]
    /// What is wrong with arguments that are each right by themselves.
    public let mistake: @Sendable (Call) -> LayerDefinition.Mistake?

    public init(
        input: InputRank = .any, formula: String, relation: @escaping @Sendable (Call) -> SizeRelation,
        field: (@Sendable (Call) -> PerAxis<FieldRelation>)? = nil,
        divisors: @escaping @Sendable (Call, Int) -> [LayerDefinition.Divisor] = { _, _ in [] },
        mistake: @escaping @Sendable (Call) -> LayerDefinition.Mistake? = { _ in nil }
    ) {
        (self.input, self.formula, self.relation, self.field) = (input, formula, relation, field)
        (self.divisors, self.mistake) = (divisors, mistake)
    }
}

extension LayerDefinition {
    /// A number that has to divide a count of channels.
    public struct Divisor: Hashable, Sendable {
        public enum Dividend: Hashable, Sendable {
            case inputChannels
            case filters(Int)
        }

        /// The parameter that sets it: `groups`.
        public var name: String
        public var count: Int
        public var dividend: Dividend
        /// Whether the parameter is the divisor itself, so that another one would do; else it follows from the parameter.
        public var isFree: Bool

        public init(_ name: String, _ count: Int, of dividend: Dividend = .inputChannels, isFree: Bool = true) {
            (self.name, self.count, self.dividend, self.isFree) = (name, count, dividend, isFree)
        }

        /// In a message: `4 groups`, or `squares of 9 channels`.
        public var title: String { isFree ? "\(count) \(name)" : "squares of \(count) channels" }
    }

    /// Arguments that can't go together.
    public struct Mistake: Sendable {
        public var parameter: String
        public var message: String
        public var help: String

        public init(_ parameter: String, _ message: String, help: String) {
            (self.parameter, self.message, self.help) = (parameter, message, help)
        }
    }
}
