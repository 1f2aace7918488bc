/// Plans a layer that combines each value with its channel's factor, or with a single factor for all channels.
///
/// - Parameter gradients: computes the gradients of the value and of the factor from the gradient of the result.
@inline(__always)
func planPerChannel(
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
