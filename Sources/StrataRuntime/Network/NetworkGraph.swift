/// A network as a checked graph: every layer's input and output size is known, and every name is unique.
public struct NetworkGraph: Sendable {
    /// The network's, as weights' files are named after it.
    public let name: String
    /// The size of one sample.
    public let input: TensorShape
    /// The layers in an order in which each comes after its inputs. The first one is the input itself.
    public let nodes: [Node]
    /// Heads that exist in training only. They are no part of `nodes`, nor are their parameters of `parameters`.
    public let auxiliaryHeads: [AuxiliaryHead]

    /// The size of the last layer's tensor.
    public var output: TensorShape { nodes[nodes.count - 1].output }

    /// One layer.
    public struct Node: Sendable {
        /// Unique in the network.
        public let name: String
        let operation: any LayerOperation
        /// The layers, by their place in `nodes` (for those of an auxiliary head, in all before it), whose tensors this one
        /// takes.
        public let inputs: [Int]
        /// The size of its tensor for one sample.
        public let output: TensorShape
        /// Its parameters and buffers under their full names, `conv1.weight`; often none.
        public let parameters: [Parameter]

        /// What the layer does, e.g. `conv`.
        public var kind: String { operation.kind }
    }

    /// A head on some layer whose loss is added to the network's own, so that the gradient reaches the layers below by a short
    /// way (Szegedy and others 2015, https://arxiv.org/abs/1409.4842).
    public struct AuxiliaryHead: Sendable {
        /// The head's own; its layers' names begin with it.
        public let name: String
        /// What its loss is multiplied by.
        public let weight: Float
        /// Its layers, in an order in which each comes after its inputs.
        public let nodes: [Node]
        /// The place of its last layer, counted through `NetworkGraph.nodes` and the nodes of all heads.
        let output: Int
    }

    /// The size of what a head gives.
    func shape(of head: AuxiliaryHead) -> TensorShape { head.nodes.last?.output ?? nodes[head.output].output }

    /// Records the network's layers and checks them.
    ///
    /// - Throws: `RuntimeError` with the first mistake, naming its layer.
    public init(_ network: some Network) throws {
        var builder = NetworkBuilder(input: network.input)
        network.layers(&builder)
        if let failure = builder.failure { throw failure }
        guard builder.nodes.count > 1 else { throw RuntimeError("network '\(network.name)' has no layers") }
        name = network.name
        input = network.input
        nodes = builder.nodes
        network.auxiliaryHeads(&builder)
        if let failure = builder.failure { throw failure }
        auxiliaryHeads = builder.auxiliaryHeads
    }

    /// All parameters and buffers that the answer follows from, in the order of their layers.
    public var parameters: [Parameter] { nodes.flatMap(\.parameters) }

    /// How many numbers training changes (running statistics are not among them).
    public var parameterCount: Int { parameters.reduce(0) { $0 + ($1.isTrained ? $1.count : 0) } }
}

/// A parameter, or a buffer such as a running mean, under the name and in the layout that PyTorch gives it.
public struct Parameter: Hashable, Sendable {
    /// Within the layer, e.g. `weight`, until `named(after:)` puts the layer's name before it: `conv1.weight`.
    public let name: String
    /// PyTorch's sizes: a convolution's weights are outputs x (inputs / groups) x height x width, a dense layer's outputs x
    /// inputs with a map's features in the order channels, height, width.
    public let shape: [Int]
    /// Whether the optimiser changes it; running statistics are changed by the forward pass instead.
    public let isTrained: Bool
    let start: Start

    /// The value before training.
    enum Start: Hashable, Sendable {
        case constant(Float)
        /// Uniform between minus and plus this.
        case uniform(Float)
        /// Normal around zero, with this standard deviation.
        case normal(Float)
    }

    init(_ name: String, _ shape: [Int], trained: Bool = true, _ start: Start) {
        self.name = name
        self.shape = shape
        isTrained = trained
        self.start = start
    }

    /// How many numbers it has: the product of ``shape``.
    public var count: Int { shape.reduce(1, *) }

    func named(after layer: String) throws(ShapeError) -> Parameter {
        guard let count = Tensor.count(of: shape), count <= TensorShape.largestCount else {
            throw ShapeError("its \(name) of \(shape.map(String.init).joined(separator: "x")) is too large")
        }
        return Parameter("\(layer).\(name)", shape, trained: isTrained, start)
    }
}
