import Basics

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

        /// The sum, or nil where it overflows.
        public func adding(_ other: Self) -> Self? {
            guard let parameters = sum(parameters, other.parameters),
                let operations = sum(multiplyAccumulates, other.multiplyAccumulates)
            else { return nil }
            return Self(parameters: parameters, multiplyAccumulates: operations)
        }
    }

    /// Sizes known when a cost is worked out: height, width, channels; or units.
    public typealias Sizes = (input: TensorShape, output: TensorShape)

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
    public let size: @Sendable (Call) -> SizeRelation
    /// Which values of the input one of the output looks at, where that does not follow from the size relation.
    public let field: (@Sendable (Call) -> PerAxis<FieldRelation>)?
    /// What is wrong with arguments that each are right by themselves.
    public struct Mistake: Sendable {
        public var parameter: String
        public var message: String
        public var help: String

        public init(_ parameter: String, _ message: String, help: String) {
            (self.parameter, self.message, self.help) = (parameter, message, help)
        }
    }

    public let mistake: @Sendable (Call) -> Mistake?
    /// What has to divide the channels of an input of so many.
    public let divisors: @Sendable (Call, _ channels: Int) -> [Divisor]
    /// Nil where a number overflows.
    public let cost: @Sendable (Call, Sizes) -> Cost?
    /// What `init` counts; nil of a layer without it.
    public let fans: (@Sendable (Call, Sizes) -> Fans)?
    /// How Swift code adds the layer; none of shorthand.
    public let methods: [BuilderMethod]
    /// What the layer stands for, if it is shorthand for others (`mlp`); nil if it is one itself.
    public let expansion: (@Sendable (Call) -> [Call])?

    public init(
        syntax: Syntax, nameStem: String, inputRank: InputRank = .any, sizeFormula: String, source: String,
        page: LayerPage, size: @escaping @Sendable (Call) -> SizeRelation,
        field: (@Sendable (Call) -> PerAxis<FieldRelation>)? = nil,
        mistake: @escaping @Sendable (Call) -> Mistake? = { _ in nil },
        divisors: @escaping @Sendable (Call, Int) -> [Divisor] = { _, _ in [] },
        cost: @escaping @Sendable (Call, Sizes) -> Cost? = { _, _ in Cost.none },
        fans: (@Sendable (Call, Sizes) -> Fans)? = nil,
        builder: Builder = Builder(),
        expansion: (@Sendable (Call) -> [Call])? = nil
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
        methods = expansion == nil ? builder.methods(of: syntax) : []
        self.expansion = expansion
    }
}
