import Basics

/// A network as a checked graph: the sizes of every layer's inputs and output are known, and every name is unique.
public struct NetworkGraph: Sendable {
    /// The network's name, which is also the default name of its weights file.
    public let name: String
    /// The size of one sample.
    public let input: TensorShape
    /// The layers, each after its inputs. The first one is the input itself.
    public let nodes: [Node]
    /// What the network computes, at least one. A network with several gives each a name.
    public let outputs: [Output]
    /// The heads that exist only in training. Their layers aren't in `nodes`, and their parameters aren't in
    /// `parameters`.
    public let auxiliaryHeads: [AuxiliaryHead]

    /// The size of the output, or of the first of several.
    public var output: TensorShape { outputs[0].shape }

    /// A tensor that the network computes for each sample.
    public struct Output: Hashable, Sendable {
        /// Its name; empty if it is the only one.
        public let name: String
        /// Its size for one sample.
        public let shape: TensorShape
        /// The index of the layer in `NetworkGraph.nodes` whose output it is.
        let node: Int
    }

    /// One layer.
    public struct Node: Sendable {
        /// The layer's full name, which is unique in the network.
        public let name: String
        let operation: any LayerOperation
        /// The layers whose outputs this one takes, as indices into `nodes` (for an auxiliary head, into all nodes
        /// before it).
        public let inputs: [Int]
        /// The size of its output for one sample.
        public let output: TensorShape
        /// Its parameters and buffers under their full names, such as `conv1.weight`; often none.
        public let parameters: [Parameter]

        /// The kind of layer, such as `conv`.
        public var kind: String { operation.kind }
    }

    /// A head on some layer whose loss is added to the network's own, so that the gradient reaches the layers before it
    /// by a shorter path (Szegedy et al. 2015, https://arxiv.org/abs/1409.4842).
    public struct AuxiliaryHead: Sendable {
        /// The head's name, which is the prefix of its layers' names.
        public let name: String
        /// The factor by which its loss is multiplied.
        public let weight: Float
        /// Its layers, each after its inputs.
        public let nodes: [Node]
        /// The index of its last layer in `NetworkGraph.nodes` followed by the nodes of all heads.
        let output: Int
    }

    /// Returns the size of a head's output.
    func shape(of head: AuxiliaryHead) -> TensorShape { head.nodes.last?.output ?? nodes[head.output].output }

    /// Records the network's layers and checks them.
    ///
    /// - Throws: `RuntimeError` for the first error, naming its layer.
    public init(_ network: some Network) throws {
        var builder = NetworkBuilder(input: network.input)
        network.layers(&builder)
        if let failure = builder.failure { throw failure }
        guard builder.nodes.count > 1 else { throw RuntimeError("network '\(network.name)' has no layers") }
        outputs =
            builder.outputs.isEmpty
            ? [Output(name: "", shape: builder.nodes[builder.nodes.count - 1].output, node: builder.nodes.count - 1)]
            : builder.outputs
        name = network.name
        input = network.input
        nodes = builder.nodes
        network.auxiliaryHeads(&builder)
        if let failure = builder.failure { throw failure }
        auxiliaryHeads = builder.auxiliaryHeads
    }

    /// Returns the place of an output.
    ///
    /// - Throws: `RuntimeError` if the network has no output of this name.
    func output(named name: String) throws -> Int {
        guard let place = outputs.firstIndex(where: { $0.name == name }) else {
            throw RuntimeError(
                outputs.count == 1
                    ? "\(self.name) has a single output, which has no name"
                    : "\(self.name) has no output `\(name)`, only \(Suggestion.list(outputs.map(\.name), conjunction: "and"))"
            )
        }
        return place
    }

    /// All parameters and buffers that the outputs depend on, in the order of their layers.
    public var parameters: [Parameter] { nodes.flatMap(\.parameters) }

    /// The number of trained values, which doesn't include running statistics.
    public var parameterCount: Int { parameters.reduce(0) { $0 + ($1.isTrained ? $1.count : 0) } }
}

/// A parameter, or a buffer such as a running mean, with PyTorch's name and layout.
public struct Parameter: Hashable, Sendable {
    /// The full name, such as `conv1.weight`.
    public let name: String
    /// The sizes in PyTorch: a convolution's weights are outputs x (inputs / groups) x height x width, and a dense
    /// layer's are outputs x inputs, with a map's features in the order channels, height, width.
    public let shape: [Int]
    /// Whether the optimizer updates it; the forward pass updates running statistics instead.
    public let isTrained: Bool
    let start: Start

    /// The value before training.
    enum Start: Hashable, Sendable {
        case constant(Float)
        /// Uniform between minus and plus this bound.
        case uniform(Float)
        /// Normal with mean zero and this standard deviation.
        case normal(Float)
        /// Orthogonal rows of length 1, or columns if those are fewer.
        case orthogonal
    }

    /// Creates a parameter with its name within the layer, such as `weight`; `named(after:)` adds the layer's name.
    init(_ name: String, _ shape: [Int], trained: Bool = true, _ start: Start) {
        self.name = name
        self.shape = shape
        isTrained = trained
        self.start = start
    }

    /// The number of values: the product of ``shape``.
    public var count: Int { shape.reduce(1, *) }

    /// Returns the parameter with the layer's name before its own.
    func named(after layer: String) throws(ShapeError) -> Parameter {
        guard let count = Tensor.count(of: shape), count <= TensorShape.largestCount else {
            throw ShapeError(
                "its \(name) of \(shape.sizeText) takes \(TensorShape.bytes(Tensor.count(of: shape) ?? .max)), but at most "
                    + "\(TensorShape.bytes(TensorShape.largestCount)) are supported",
                advice: "Make its input smaller, or use fewer units.")
        }
        return Parameter("\(layer).\(name)", shape, trained: isTrained, start)
    }
}
