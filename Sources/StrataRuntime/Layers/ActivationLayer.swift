import COneDNN

struct ActivationLayer: CalledLayer {
    static let definition = LayerDefinition.activation
    let activation: Activation
    var kind: String { activation.name }

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        activation = call.activation("kind") ?? .relu
    }

    init(_ activation: Activation) {
        self.activation = activation
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        if activation == .hardSigmoid { return try planHardSigmoid(layer) }
        let forward = try layer.describe { description, engine in
            withPostOperation(activation) {
                strata_onednn_elementwise_forward(
                    description, engine, layer.isTraining ? 1 : 0, layer.input.layout.handle, $0)
            }
        }
        let output = layer.temporary(layer.input.layout)
        try layer.run(forward, [(.source, layer.input), (.destination, output)])
        return PlannedLayer(output) { gradient, _ in
            let data = activation.derivativeFollowsFromResult ? output : layer.input
            return [try layer.derivative(of: activation, at: data, times: gradient)]
        }
    }
}

extension ActivationLayer {
    /// Plans a line clipped to 0...1 as two primitives, because oneDNN 2 has no hard sigmoid.
    private func planHardSigmoid(_ layer: LayerPlanner) throws -> PlannedLayer {
        let line = strata_onednn_post_operation(function: Int32(ONEDNN_LINEAR.rawValue), alpha: 1 / 6, beta: 0.5)
        let bounds = strata_onednn_post_operation(function: Int32(ONEDNN_CLIP.rawValue), alpha: 0, beta: 1)
        // A blocked layout won't do: its padding would turn from 0 to 0.5.
        var value = try layer.plain(layer.input, layer.inputDimensions)
        let layout = value.layout
        for function in [line, bounds] {
            let forward = try layer.describe { description, engine in
                withUnsafePointer(to: function) {
                    strata_onednn_elementwise_forward(description, engine, layer.isTraining ? 1 : 0, layout.handle, $0)
                }
            }
            let result = layer.temporary(layout)
            try layer.run(forward, [(.source, value), (.destination, result)])
            value = result
        }
        let output = value
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: layout)
            let result = layer.successor(of: gradient)
            layer.run(touching: [output, gradient, result]) { memory in
                let (gates, from, to) = (memory.floats(output), memory.floats(gradient), memory.floats(result))
                return { _ in
                    for index in 0..<to.count { to[index] = gates[index] > 0 && gates[index] < 1 ? from[index] / 6 : 0 }
                }
            }
            return [result]
        }
    }
}
