extension NetworkBuilder {
    /// Multiplies each channel by a learnt factor that begins near zero (Touvron and others, 2021,
    /// https://arxiv.org/abs/2103.17239).
    @discardableResult
    public mutating func layerScale(_ name: String, start: Float = 1e-6) -> LayerReference {
        append(name, LayerScale(start: start))
    }

    /// x where positive, else a learnt slope times x (He and others, 2015, https://arxiv.org/abs/1502.01852).
    ///
    /// - Parameters:
    ///   - name: unique in the network, within its scope.
    ///   - perChannel: whether each channel has a slope of its own.
    ///   - start: the slope before training.
    @discardableResult
    public mutating func prelu(_ name: String, perChannel: Bool = false, start: Float = 0.25) -> LayerReference {
        append(name, PRelu(perChannel: perChannel, start: start))
    }
}

/// A factor for each channel. Weights: channels.
struct LayerScale: LayerOperation {
    let start: Float
    var kind: String { "layer scale" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape { try only(inputs) }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        [Parameter("weight", [inputs[0].channels], .constant(start))]
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try planPerChannel(layer, factors: layer.inputShape.channels, output: { x, factor in x * factor }) {
            x, factor, gradient in (gradient * factor, gradient * x)
        }
    }
}

/// PyTorch's `PReLU`. Weights: channels, or 1.
struct PRelu: LayerOperation {
    let perChannel: Bool
    let start: Float
    var kind: String { "prelu" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape { try only(inputs) }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        [Parameter("weight", [perChannel ? inputs[0].channels : 1], .constant(start))]
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try planPerChannel(
            layer, factors: perChannel ? layer.inputShape.channels : 1, output: { x, slope in x > 0 ? x : slope * x }
        ) { x, slope, gradient in
            x > 0 ? (gradient, 0) : (gradient * slope, gradient * x)
        }
    }
}

/// Plans a layer that combines each value with the factor of its channel, or with the only factor.
///
/// - Parameter gradients: of the value and of the factor, from the gradient of the result.
@inline(__always)
private func planPerChannel(
    _ layer: LayerPlanner, factors count: Int, output combine: @escaping (_ x: Float, _ factor: Float) -> Float,
    gradients: @escaping (_ x: Float, _ factor: Float, _ gradient: Float) -> (x: Float, factor: Float)
) throws -> PlannedLayer {
    let weight = try layer.parameter("weight", try Layout([count], .plain), dimensions: [count])
    let input = try layer.plain(layer.input, layer.inputDimensions)
    let output = layer.temporary(input.layout)
    let area = layer.inputShape.count / layer.inputShape.channels
    let planes = layer.batch * layer.inputShape.channels
    layer.run(touching: [input, weight.value, output]) { memory in
        let (from, factors, to) = (memory.floats(input), memory.floats(weight.value), memory.floats(output))
        return { _ in
            for plane in 0..<planes {
                let factor = factors[plane % count]
                for index in plane * area..<(plane + 1) * area { to[index] = combine(from[index], factor) }
            }
        }
    }
    return PlannedLayer(output) { gradient, _ in
        let gradient = try layer.plain(gradient, layer.outputDimensions)
        let result = layer.temporary(input.layout)
        layer.run(touching: [input, gradient, weight.value, weight.gradient, result]) { memory in
            let (values, from, to) = (memory.floats(input), memory.floats(gradient), memory.floats(result))
            let (factors, sums) = (memory.floats(weight.value), memory.floats(weight.gradient))
            return { _ in
                sums.update(repeating: 0)
                for plane in 0..<planes {
                    let factor = factors[plane % count]
                    var sum: Float = 0
                    for index in plane * area..<(plane + 1) * area {
                        let (x, share) = gradients(values[index], factor, from[index])
                        to[index] = x
                        sum += share
                    }
                    sums[plane % count] += sum
                }
            }
        }
        return [result]
    }
}
