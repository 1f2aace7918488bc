/// Normalizes each row of values to mean 0 and variance 1, then scales and shifts it by learned values. Layer and group
/// normalization share it.
struct RowNormalization {
    /// The number of rows in a batch.
    let rows: Int
    /// The number of values in a row.
    let length: Int
    /// The number of rows after which the scales repeat.
    let cycle: Int
    /// The number of adjacent values in a row that share a scale.
    let span: Int
    let epsilon: Float

    private var scalesPerRow: Int { length / span }

    /// The scale and the shift of each channel, as PyTorch names them.
    static func parameters(channels: Int) -> [Parameter] {
        [Parameter("weight", [channels], .constant(1)), Parameter("bias", [channels], .constant(0))]
    }

    /// Records the forward pass.
    ///
    /// - Parameter input: the rows, one after another.
    func plan(
        _ layer: LayerPlanner, _ input: Value
    ) throws -> (output: Value, backward: (_ gradient: Value) -> Value) {
        let channels = [cycle * scalesPerRow]
        let perChannel = try Layout(channels, .plain)
        let scale = try layer.parameter("weight", perChannel, dimensions: channels)
        let shift = try layer.parameter("bias", perChannel, dimensions: channels)
        let output = layer.temporary(input.layout)
        layer.run(touching: [input, scale.value, shift.value, output]) { memory in
            let (from, to) = (memory.floats(input), memory.floats(output))
            let (scales, shifts) = (memory.floats(scale.value), memory.floats(shift.value))
            return { _ in
                for row in 0..<rows {
                    let start = row * length
                    let (mean, inverse) = statistics(from, start)
                    let first = row % cycle * scalesPerRow
                    for part in 0..<scalesPerRow {
                        let factor = inverse * scales[first + part]
                        let shift = shifts[first + part] - mean * factor
                        for index in start + part * span..<start + (part + 1) * span {
                            to[index] = from[index] * factor + shift
                        }
                    }
                }
            }
        }
        return (output, { gradient in backward(layer, input, gradient, scale, shift) })
    }

    /// Records the backward pass: with `x^` the normalized value and `g` the gradient times the scale, the gradient of
    /// the input is `(g - mean(g) - x^ * mean(g * x^)) / deviation`.
    private func backward(
        _ layer: LayerPlanner, _ input: Value, _ gradient: Value, _ scale: (value: Value, gradient: Value),
        _ shift: (value: Value, gradient: Value)
    ) -> Value {
        let result = layer.temporary(input.layout)
        layer.run(touching: [input, gradient, scale.value, scale.gradient, shift.gradient, result]) { memory in
            let (values, from, to) = (memory.floats(input), memory.floats(gradient), memory.floats(result))
            let scales = memory.floats(scale.value)
            let (scaleSums, shiftSums) = (memory.floats(scale.gradient), memory.floats(shift.gradient))
            return { _ in
                scaleSums.update(repeating: 0)
                shiftSums.update(repeating: 0)
                for row in 0..<rows {
                    let start = row * length
                    let (mean, inverse) = statistics(values, start)
                    let first = row % cycle * scalesPerRow
                    var (sum, product): (Float, Float) = (0, 0)
                    for part in 0..<scalesPerRow {
                        var (here, times): (Float, Float) = (0, 0)
                        for index in start + part * span..<start + (part + 1) * span {
                            here += from[index]
                            times += from[index] * (values[index] - mean)
                        }
                        shiftSums[first + part] += here
                        scaleSums[first + part] += times * inverse
                        sum += here * scales[first + part]
                        product += times * inverse * scales[first + part]
                    }
                    let (middle, slope) = (sum / Float(length), product / Float(length))
                    for part in 0..<scalesPerRow {
                        let factor = scales[first + part]
                        for index in start + part * span..<start + (part + 1) * span {
                            let normal = (values[index] - mean) * inverse
                            to[index] = (from[index] * factor - middle - normal * slope) * inverse
                        }
                    }
                }
            }
        }
        return result
    }

    /// Returns the mean of a row and the inverse of its deviation, in two passes, which is accurate even if the mean is
    /// large.
    private func statistics(_ values: UnsafeMutableBufferPointer<Float>, _ start: Int) -> (mean: Float, inverse: Float)
    {
        var sum: Float = 0
        for index in start..<start + length { sum += values[index] }
        let mean = sum / Float(length)
        var squares: Float = 0
        for index in start..<start + length {
            let distance = values[index] - mean
            squares += distance * distance
        }
        return (mean, 1 / (squares / Float(length) + epsilon).squareRoot())
    }
}
