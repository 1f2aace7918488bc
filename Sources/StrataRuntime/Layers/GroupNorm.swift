extension NetworkBuilder {
    /// Group normalisation: over the places and channels of each of `groups` groups (Wu and He, 2018,
    /// https://arxiv.org/abs/1803.08494).
    @discardableResult
    public mutating func groupNorm(_ name: String, groups: Int, epsilon: Float = 1e-5) -> LayerReference {
        append(name, GroupNorm(groups: groups, epsilon: epsilon))
    }
}

extension NetworkBuilder {
    /// Group normalisation of each channel by itself (Ulyanov, Vedaldi and Lempitsky, 2016,
    /// https://arxiv.org/abs/1607.08022).
    @discardableResult
    public mutating func instanceNorm(_ name: String, epsilon: Float = 1e-5) -> LayerReference {
        groupNorm(name, groups: shape(of: current).channels, epsilon: epsilon)
    }
}

struct GroupNorm: LayerOperation {
    let groups: Int
    let epsilon: Float
    var kind: String { "group norm" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try only(inputs)
        guard epsilon > 0 else { throw ShapeError("its epsilon must be above 0") }
        guard groups > 0, input.channels % groups == 0 else {
            throw ShapeError("\(groups) groups don't divide its \(input.channels) input channels")
        }
        return input
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        RowNormalization.parameters(channels: inputs[0].channels)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        let rows = RowNormalization(
            rows: layer.batch * groups, length: layer.inputShape.count / groups, cycle: groups,
            span: layer.inputShape.count / channels, epsilon: epsilon)
        let (output, backward) = try rows.plan(
            layer, try layer.plain(layer.input, layer.inputDimensions))
        return PlannedLayer(output) { gradient, _ in [backward(try layer.plain(gradient, layer.inputDimensions))] }
    }
}
