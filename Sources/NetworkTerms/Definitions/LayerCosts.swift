import Basics

/// What one sample costs in a layer of given sizes, as functions and as formulas for people.
public struct LayerCosts: Sendable {
    /// The formula of the trained values; nil where there are none.
    public let parameters: String?
    /// The formula of the multiply-accumulates of one sample's forward pass; nil where none are counted.
    public let multiplyAccumulates: String?
    /// What `init` takes for the fan-in; nil where the layer has no such parameter of its own.
    public let fanIn: String?
    /// What `init` takes for the fan-out.
    public let fanOut: String?
    /// Nil where a number overflows.
    public let cost: @Sendable (Call, LayerDefinition.Sizes) -> LayerDefinition.Cost?
    /// What `init` counts; nil for a layer without it.
    public let fans: (@Sendable (Call, LayerDefinition.Sizes) -> Fans)?

    public init(
        parameters: String? = nil, multiplyAccumulates: String? = nil, fanIn: String? = nil, fanOut: String? = nil,
        cost: @escaping @Sendable (Call, LayerDefinition.Sizes) -> LayerDefinition.Cost? = { _, _ in LayerDefinition.Cost.none },
        fans: (@Sendable (Call, LayerDefinition.Sizes) -> Fans)? = nil
    ) {
        (self.parameters, self.multiplyAccumulates) = (parameters, multiplyAccumulates)
        (self.fanIn, self.fanOut, self.cost, self.fans) = (fanIn, fanOut, cost, fans)
    }

    /// A layer without weights or products.
    public static let none = LayerCosts()
}

extension LayerDefinition {
    /// The sizes known when a cost is worked out.
    public typealias Sizes = (input: TensorShape, output: TensorShape)

    /// What one sample costs.
    public struct Cost: Hashable, Sendable {
        /// Trained values.
        public var parameters: Int
        /// Of one sample's forward pass; additions of biases are not counted.
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
}
