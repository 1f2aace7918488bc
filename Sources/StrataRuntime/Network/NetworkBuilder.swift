/// Records a network, layer by layer, as a graph.
///
/// Each layer takes the output of the layer before it (`current`). To branch, keep a `LayerReference` and set `current`
/// back to it. Builder methods never throw: the builder keeps the first error, and `NetworkGraph(network)` throws it.
public struct NetworkBuilder {
    private(set) var nodes: [NetworkGraph.Node] = []
    private(set) var outputs: [NetworkGraph.Output] = []
    private(set) var auxiliaryHeads: [NetworkGraph.AuxiliaryHead] = []
    private(set) var failure: RuntimeError?
    private var names: Set<String> = []
    /// The scopes around the next layer, outermost first.
    private var scopes = [Scope()]

    private struct Scope {
        /// The prefix of all names in the scope.
        var prefix = ""
        /// The layers that the names in the scope refer to.
        var layers: [String: LayerReference] = [:]
    }

    /// The layer whose output is the next layer's input.
    public var current: LayerReference

    /// Creates a builder for a network whose samples have the shape `input`.
    init(input: TensorShape) {
        current = LayerReference(index: 0)
        let operation = InputLayer(shape: input)
        do {
            let shape = try operation.outputShape(of: [])
            nodes.append(.init(name: "input", operation: operation, inputs: [], output: shape, parameters: []))
        } catch {
            failure = RuntimeError(layer: "input", error.message)
            nodes.append(
                .init(name: "input", operation: operation, inputs: [], output: TensorShape(units: 1), parameters: []))
        }
        names.insert("input")
    }

    /// Returns the shape of a layer's output.
    public func shape(of layer: LayerReference) -> TensorShape {
        nodes.indices.contains(layer.index) ? nodes[layer.index].output : nodes[0].output
    }

    /// The channels of the current layer's output; of a vector, its units.
    public var channels: Int { shape(of: current).channels }

    /// Begins a scope, in which all names are prefixed with `name` and a dot.
    mutating func enter(_ name: String) {
        scopes.append(Scope(prefix: scopes[scopes.count - 1].prefix + name + "."))
    }

    /// Ends a scope; its name now refers to the current layer.
    mutating func leave(_ name: String) {
        if scopes.count > 1 { scopes.removeLast() }
        scopes[scopes.count - 1].layers[name] = current
    }

    /// Returns the layer that a name refers to in this scope or, failing that, in one around it.
    func layer(named name: String) -> LayerReference? {
        for scope in scopes.reversed() {
            if let layer = scope.layers[name] { return layer }
        }
        return nil
    }

    /// Adds one of several outputs: layers on the current layer's output, which stays the current one, or on that of the
    /// layer `from`.
    ///
    /// A network without any has one output, that of its last layer.
    public mutating func output(
        _ name: String, from: String? = nil, _ layers: (inout NetworkBuilder) -> Void = { _ in }
    ) {
        guard failure == nil else { return }
        let last = current
        if let from {
            guard let start = layer(named: from) else {
                return fail(RuntimeError("the output '\(name)' starts at an unknown layer, '\(from)'"))
            }
            current = start
        }
        guard !name.isEmpty, !outputs.contains(where: { $0.name == name }) else {
            return fail(RuntimeError("each of several outputs needs a name of its own: '\(name)'"))
        }
        layers(&self)
        outputs.append(NetworkGraph.Output(name: name, shape: shape(of: current), node: current.index))
        current = last
    }

    /// Adds a head that exists only in training: layers on the output of the layer `from`, whose loss is multiplied by
    /// `weight`.
    public mutating func auxiliaryHead(
        _ name: String, from: String, weight: Float, _ layers: (inout NetworkBuilder) -> Void
    ) {
        guard failure == nil else { return }
        guard let start = layer(named: from) else {
            return fail(RuntimeError("the auxiliary head '\(name)' starts at an unknown layer, '\(from)'"))
        }
        guard weight > 0, weight.isFinite else {
            return fail(RuntimeError("the weight of the auxiliary head '\(name)' is \(weight), but must be above 0"))
        }
        let last = current
        let first = nodes.count
        current = start
        layers(&self)
        guard nodes.count > first else {
            return fail(RuntimeError("the auxiliary head '\(name)' has no layers"))
        }
        auxiliaryHeads.append(
            .init(name: name, weight: weight, nodes: Array(nodes[first...]), output: current.index))
        current = last
    }

    /// Keeps the error if it's the first.
    mutating func fail(_ error: RuntimeError) { failure = failure ?? error }

    /// Returns the full name of a layer added in the current scope.
    func fullName(_ name: String) -> String { scopes[scopes.count - 1].prefix + name }

    /// Adds a layer that takes the current layer's output, and makes it the current one.
    @discardableResult
    mutating func append(_ name: String, _ operation: any LayerOperation, output: TensorShape) -> LayerReference {
        append(name, operation, inputs: [current]) { _ in output }
    }

    /// Adds a layer that joins tensors, and makes it the current one.
    @discardableResult
    mutating func append(_ name: String, _ operation: any JoiningOperation, inputs: [LayerReference]) -> LayerReference
    {
        append(name, operation, inputs: inputs) { shapes throws(ShapeError) in try operation.outputShape(of: shapes) }
    }

    private mutating func append(
        _ name: String, _ operation: any LayerOperation, inputs: [LayerReference],
        shape: ([TensorShape]) throws(ShapeError) -> TensorShape
    ) -> LayerReference {
        guard failure == nil else { return current }
        let localName = name
        let name = fullName(localName)
        do throws(ShapeError) {
            guard !localName.isEmpty else { throw ShapeError("a layer needs a name") }
            guard names.insert(name).inserted else { throw ShapeError("another layer has this name") }
            guard inputs.allSatisfy({ nodes.indices.contains($0.index) }) else {
                throw ShapeError("an input of this layer belongs to another network")
            }
            let shapes = inputs.map { nodes[$0.index].output }
            let output = try shape(shapes)
            try output.checkSize()
            var parameters: [Parameter] = []
            for parameter in try operation.parameters(of: shapes) {
                parameters.append(try parameter.named(after: name))
            }
            nodes.append(
                .init(
                    name: name, operation: operation, inputs: inputs.map(\.index), output: output,
                    parameters: parameters))
            current = LayerReference(index: nodes.count - 1)
            scopes[scopes.count - 1].layers[localName] = current
        } catch {
            failure = RuntimeError(layer: name, error.message, advice: error.advice)
        }
        return current
    }

    /// Adds an activation after the layer `name`; the plan fuses the two where that is exact.
    mutating func append(_ activation: Activation, after name: String) {
        append("\(name).\(activation.name)", ActivationLayer(activation), output: shape(of: current))
        // The name refers to the layer with its activation applied.
        scopes[scopes.count - 1].layers[name] = current
    }
}

/// A layer that was added to a builder, for using its output later.
public struct LayerReference: Hashable, Sendable {
    let index: Int
}
