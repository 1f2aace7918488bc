import Basics

/// The cost of one sample in a layer of given sizes, as functions and as formulas for people.
public struct LayerCosts: Sendable {
    /// The formula for the number of trained values; nil if there are none.
    public let parameters: String?
    /// The formula for the multiply-accumulates of one sample's forward pass; nil if none are counted.
    public let multiplyAccumulates: String?
    /// The fan-in that `init` uses; nil if the layer has no such parameter.
    public let fanIn: String?
    /// The fan-out that `init` uses.
    public let fanOut: String?
    /// Returns the cost; nil if a number overflows.
    public let cost: @Sendable (Call, LayerDefinition.Sizes) -> LayerDefinition.Cost?
    /// The fans for `init`; nil for a layer without it.
    public let fans: (@Sendable (Call, LayerDefinition.Sizes) -> Fans)?

    public init(
        parameters: String? = nil, multiplyAccumulates: String? = nil, fanIn: String? = nil, fanOut: String? = nil,
        cost: @escaping @Sendable (Call, LayerDefinition.Sizes) -> LayerDefinition.Cost? = { _, _ in
            LayerDefinition.Cost.none
        },
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

    /// The cost of one sample.
    public struct Cost: Hashable, Sendable {
        /// Trained values.
        public var parameters: Int
        /// The multiply-accumulates of one sample's forward pass, without the additions of biases.
        public var multiplyAccumulates: Int

        public static let none = Cost(parameters: 0, multiplyAccumulates: 0)

        public init(parameters: Int, multiplyAccumulates: Int) {
            self.parameters = parameters
            self.multiplyAccumulates = multiplyAccumulates
        }

        /// Returns the sum, or nil if it overflows.
        public func adding(_ other: Self) -> Self? {
            guard let parameters = sum(parameters, other.parameters),
                let operations = sum(multiplyAccumulates, other.multiplyAccumulates)
            else { return nil }
            return Self(parameters: parameters, multiplyAccumulates: operations)
        }
    }
}
