/// A layer's full name, as in graphs, weights, and gradients: `basic1.conv1`.
///
/// ```swift
/// let graph = try NetworkGraph(LeNet5())
/// graph[LeNet5.Layers.conv1]?.output                      // 28x28x6
/// try plan.gradients()[LeNet5.Layers.conv1.weight]
/// ```
public struct LayerName: Hashable, Sendable, CustomStringConvertible {
    /// The names from the root of the network, joined by dots.
    public let path: String

    /// Creates a name from a path, which is the names from the root, joined by dots: `basic1.conv1`.
    public init(_ path: String) {
        self.path = path
    }

    /// Returns the name of one of the layer's parameters or buffers: `conv1.weight`.
    public func parameter(_ name: String) -> String { "\(path).\(name)" }

    /// The name of the layer's weights.
    public var weight: String { parameter("weight") }
    /// The name of the layer's bias.
    public var bias: String { parameter("bias") }

    /// The path.
    public var description: String { path }
}

/// The names of the layers with which a residual block projects its input to the size of its output, if the two differ.
public struct ProjectionNames: Hashable, Sendable {
    /// The prefix of the two names.
    public let path: String

    /// Creates the names with a prefix: `basic1.shortcut`.
    public init(path: String) {
        self.path = path
    }

    /// The 1x1 convolution.
    public var conv: LayerName { LayerName("\(path).conv") }
    /// The batch normalization after it.
    public var norm: LayerName { LayerName("\(path).norm") }
}

extension NetworkGraph {
    /// Returns the layer with a name, or nil if the network doesn't have it.
    public subscript(layer: LayerName) -> Node? { nodes.first { $0.name == layer.path } }
}
