import SpecText

/// Everything Strata knows of one kind of layer. One file in `Layers/` each; the reader, the size inference, the
/// generated source and the reference page come from it.
public final class LayerDefinition: Sendable {
    /// What a layer needs of its input.
    public enum InputRank: Sendable {
        case any
        case featureMap
    }

    /// What one sample costs, of a layer of given sizes.
    public struct Cost: Hashable, Sendable {
        /// Learnt values.
        public var parameters: Int
        /// Of one sample's forward pass; bias additions are not counted.
        public var multiplyAccumulates: Int

        public static let none = Cost(parameters: 0, multiplyAccumulates: 0)

        public init(parameters: Int, multiplyAccumulates: Int) {
            self.parameters = parameters
            self.multiplyAccumulates = multiplyAccumulates
        }
    }

    /// Sizes known when a cost is worked out: height, width, channels; or units.
    public typealias Sizes = (input: TensorSize, output: TensorSize)

    /// A number that has to divide a count of channels.
    public struct Divisor: Hashable, Sendable {
        public enum Dividend: Hashable, Sendable {
            case inputChannels
            case filters(Int)
        }

        /// The parameter that says it: `groups`.
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

    public let syntax: Syntax
    /// The stem of the names that layers without one are given: `conv` makes `conv1`, `conv2`.
    public let nameStem: String
    public let inputRank: InputRank
    /// The formula of the output size, for people.
    public let sizeFormula: String
    /// Where the formula or the layer was published.
    public let source: String
    /// What its page of the reference says besides.
    public let page: LayerPage
    public let size: @Sendable (Arguments) -> SizeRelation
    /// Which values of the input one of the output looks at, where that does not follow from the size relation.
    public let field: (@Sendable (Arguments) -> (height: FieldRelation, width: FieldRelation))?
    /// What is wrong with arguments that each are right by themselves.
    public struct Mistake: Sendable {
        public var parameter: String
        public var message: String
        public var help: String

        public init(_ parameter: String, _ message: String, help: String) {
            (self.parameter, self.message, self.help) = (parameter, message, help)
        }
    }

    public let mistake: @Sendable (Arguments) -> Mistake?
    /// What has to divide the channels of an input of so many.
    public let divisors: @Sendable (Arguments, _ channels: Int) -> [Divisor]
    /// Nil where a number overflows.
    public let cost: @Sendable (Arguments, Sizes) -> Cost?
    /// What `init` counts; nil of a layer without it.
    public let fans: (@Sendable (Arguments, Sizes) -> Fans)?
    /// How the runtime is told of it; nil for shorthand.
    public let call: (@Sendable (Arguments, Sizes) -> RuntimeCall)?
    /// What the layer stands for, if it is shorthand for others (`mlp`); nil if it is one itself.
    public let expansion: (@Sendable (Arguments) -> [Arguments])?

    public init(
        syntax: Syntax, nameStem: String, inputRank: InputRank = .any, sizeFormula: String, source: String,
        page: LayerPage, size: @escaping @Sendable (Arguments) -> SizeRelation,
        field: (@Sendable (Arguments) -> (height: FieldRelation, width: FieldRelation))? = nil,
        mistake: @escaping @Sendable (Arguments) -> Mistake? = { _ in nil },
        divisors: @escaping @Sendable (Arguments, Int) -> [Divisor] = { _, _ in [] },
        cost: @escaping @Sendable (Arguments, Sizes) -> Cost? = { _, _ in Cost.none },
        fans: (@Sendable (Arguments, Sizes) -> Fans)? = nil,
        call: (@Sendable (Arguments, Sizes) -> RuntimeCall)? = nil,
        expansion: (@Sendable (Arguments) -> [Arguments])? = nil
    ) {
        self.syntax = syntax
        self.nameStem = nameStem
        self.inputRank = inputRank
        self.sizeFormula = sizeFormula
        self.source = source
        self.page = page
        self.size = size
        self.field = field
        self.mistake = mistake
        self.divisors = divisors
        self.cost = cost
        self.fans = fans
        self.call = call
        self.expansion = expansion
    }
}
