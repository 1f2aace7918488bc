extension NetworkBuilder {
    /// Layer normalisation over the channels of each place, or over a vector's units (Ba, Kiros and Hinton, 2016,
    /// https://arxiv.org/abs/1607.06450); of a map as ConvNeXt does it.
    @discardableResult
    public mutating func layerNorm(_ name: String, epsilon: Float = 1e-5) -> LayerReference {
        append(name, LayerNorm(epsilon: epsilon))
    }
}

struct LayerNorm: LayerOperation {
    let epsilon: Float
    var kind: String { "layer norm" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard epsilon > 0 else { throw ShapeError("its epsilon must be above 0") }
        return try only(inputs)
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        RowNormalization.parameters(channels: inputs[0].channels)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        // A map's channels run fastest, so that each place is one row.
        let layout = try Layout(layer.inputDimensions, layer.inputShape.isFeatureMap ? .channelsLast : .plain)
        let rows = RowNormalization(
            rows: layer.batch * layer.inputShape.count / channels, length: channels, cycle: 1, span: 1,
            epsilon: epsilon)
        let (output, backward) = try rows.plan(
            layer, try layer.reordered(layer.input, to: layout))
        return PlannedLayer(output) { gradient, _ in [backward(try layer.reordered(gradient, to: layout))] }
    }
}
