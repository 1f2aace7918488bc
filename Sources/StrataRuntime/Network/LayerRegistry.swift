/// A kind of layer that can be built from a call. Each has its own file in `Layers/` and is registered in
/// `LayerRegistry`.
protocol LayerBuilding: Sendable {
    /// The catalog's definition of the layer.
    static var definition: LayerDefinition { get }

    /// Adds the layers of a call; the last of them gets the call's name.
    ///
    /// - Parameter output: the shape of the output, according to the definition.
    static func add(_ call: Call, named name: String, output: TensorShape, to net: inout NetworkBuilder)
}

/// A layer that is a single operation, followed by an activation if its call has one.
protocol CalledLayer: LayerOperation, LayerBuilding {
    /// Creates the layer from a call that was checked against the definition.
    init(_ call: Call, _ sizes: LayerDefinition.Sizes)
}

extension CalledLayer {
    var kind: String { Self.definition.syntax.key }

    static func add(_ call: Call, named name: String, output: TensorShape, to net: inout NetworkBuilder) {
        net.append(name, Self(call, (net.shape(of: net.current), output)), output: output)
        if let activation = call.activation("activation") { net.append(activation, after: name) }
    }
}

/// The layers that the runtime can build. A test compares them with the catalog.
enum LayerRegistry {
    static let layers: [any LayerBuilding.Type] = [
        ActivationLayer.self,
        AdaptivePool.self,
        BatchNorm.self,
        ChannelShuffle.self,
        ChannelSplit.self,
        Conv.self,
        Crop.self,
        Dense.self,
        Dropout.self,
        Flatten.self,
        GlobalPool.self,
        GroupNorm.self,
        LayerNorm.self,
        LayerScale.self,
        LeakyRelu.self,
        LocalResponseNorm.self,
        LogSoftmax.self,
        PRelu.self,
        PixelShuffle.self,
        PixelUnshuffle.self,
        Pool.self,
        ReflectPad.self,
        ReplicatePad.self,
        Reshape.self,
        SeparableConv.self,
        Softmax.self,
        SqueezeExcite.self,
        StochasticDepth.self,
        TransposedConv.self,
        Upsample.self,
        ZeroPad.self,
    ]

    static func layer(_ key: String) -> (any LayerBuilding.Type)? { byKey[key] }

    private static let byKey = Dictionary(uniqueKeysWithValues: layers.map { ($0.definition.syntax.key, $0) })
}

extension NetworkBuilder {
    /// Adds the layer of a call, which takes the current layer's output.
    @discardableResult
    public mutating func add(_ call: Call, named name: String) -> LayerReference {
        guard failure == nil else { return current }
        guard let layer = LayerRegistry.layer(call.syntax.key) else {
            fail(RuntimeError(layer: name, "unknown layer `\(call.syntax.key)`"))
            return current
        }
        do throws(LayerProblem) {
            let output = try layer.definition.output(of: call, input: shape(of: current))
            layer.add(call, named: name, output: output, to: &self)
        } catch {
            fail(RuntimeError(layer: fullName(name), "\(error)"))
        }
        return current
    }

    /// Adds the layer with a key, with the arguments of its builder method.
    mutating func add(
        _ name: String, _ key: String, _ values: KeyValuePairs<String, (any ParameterConvertible)?>
    ) -> LayerReference {
        guard let layer = LayerRegistry.layer(key) else {
            fail(RuntimeError(layer: name, "unknown layer `\(key)`"))
            return current
        }
        var call = Call(layer.definition.syntax)
        for (parameter, value) in values { call.values[parameter] = value?.parameterValue }
        return add(call, named: name)
    }
}
