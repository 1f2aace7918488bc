import Foundation

struct LogSoftmax: CalledLayer {
    static let definition = LayerDefinition.logSoftmax

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {}

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let channels = layer.inputShape.channels
        let rows = layer.batch * layer.inputShape.count / channels
        let layout = try Layout(layer.inputDimensions, layer.inputShape.isFeatureMap ? .channelsLast : .plain)
        let input = try layer.reordered(layer.input, to: layout)
        let output = layer.temporary(layout)
        layer.run(touching: [input, output]) { memory in
            let (from, to) = (memory.floats(input), memory.floats(output))
            return { _ in
                for row in 0..<rows {
                    let places = row * channels..<(row + 1) * channels
                    var largest = -Float.infinity
                    for index in places { largest = max(largest, from[index]) }
                    var sum: Float = 0
                    for index in places { sum += exp(from[index] - largest) }
                    // At least 1, so the logarithm is finite.
                    let logarithm = log(sum)
                    for index in places { to[index] = from[index] - largest - logarithm }
                }
            }
        }
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: layout)
            let result = layer.temporary(layout)
            layer.run(touching: [output, gradient, result]) { memory in
                let (logarithms, from, to) = (memory.floats(output), memory.floats(gradient), memory.floats(result))
                return { _ in
                    for row in 0..<rows {
                        let places = row * channels..<(row + 1) * channels
                        var sum: Float = 0
                        for index in places { sum += from[index] }
                        for index in places { to[index] = from[index] - exp(logarithms[index]) * sum }
                    }
                }
            }
            return [result]
        }
    }
}
