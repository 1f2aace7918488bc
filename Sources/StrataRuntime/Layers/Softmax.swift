import Foundation

struct Softmax: CalledLayer {
    static let definition = LayerDefinition.softmax

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
                    for index in places {
                        to[index] = exp(from[index] - largest)
                        sum += to[index]
                    }
                    for index in places { to[index] /= sum }
                }
            }
        }
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: layout)
            let result = layer.temporary(layout)
            layer.run(touching: [output, gradient, result]) { memory in
                let (shares, from, to) = (memory.floats(output), memory.floats(gradient), memory.floats(result))
                return { _ in
                    for row in 0..<rows {
                        let places = row * channels..<(row + 1) * channels
                        var mean: Float = 0
                        for index in places { mean += shares[index] * from[index] }
                        for index in places { to[index] = shares[index] * (from[index] - mean) }
                    }
                }
            }
            return [result]
        }
    }
}
