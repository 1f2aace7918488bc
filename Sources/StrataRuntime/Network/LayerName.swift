/// A layer's name from the root of its network, as graphs, weights and gradients have it: `basic1.conv1`.
///
/// ```swift
/// let graph = try NetworkGraph(LeNet5())
/// graph[LeNet5.Layers.conv1]?.output                      // 28x28x6
/// try plan.gradients()[LeNet5.Layers.conv1.weight]
/// ```
public struct LayerName: Hashable, Sendable, CustomStringConvertible {
    /// The names from the root, joined by points.
    public let path: String

    /// A name of its parts from the root, joined by points: `basic1.conv1`.
    public init(_ path: String) {
        self.path = path
    }

    /// The name of one of its parameters or buffers: `conv1.weight`.
    public func parameter(_ name: String) -> String { "\(path).\(name)" }

    /// The name of its weights.
    public var weight: String { parameter("weight") }
    /// The name of its bias.
    public var bias: String { parameter("bias") }

    /// The path.
    public var description: String { path }
}

/// The names of the layers that a residual brings its input to its output's size with, where the two differ.
public struct ProjectionNames: Hashable, Sendable {
    /// What the two names begin with.
    public let path: String

    /// The names that begin with a path: `basic1.shortcut`.
    public init(path: String) {
        self.path = path
    }

    /// The 1x1 convolution.
    public var conv: LayerName { LayerName("\(path).conv") }
    /// The batch normalisation behind it.
    public var norm: LayerName { LayerName("\(path).norm") }
}

extension NetworkGraph {
    /// The layer of a name; nil where the network has none.
    public subscript(layer: LayerName) -> Node? { nodes.first { $0.name == layer.path } }
}
