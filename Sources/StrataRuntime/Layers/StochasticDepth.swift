struct StochasticDepth: CalledLayer {
    static let definition = LayerDefinition.stochasticDepth
    let rate: Float

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        rate = call.float("rate") ?? 0
    }

    func changesNothing(training: Bool) -> Bool { !training || rate == 0 }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        if changesNothing(training: layer.isTraining) { return PlannedLayer(layer.input) }
        let input = try layer.plain(layer.input, layer.inputDimensions)
        let output = layer.temporary(input.layout)
        record(layer, from: input, to: output)
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.plain(gradient, layer.outputDimensions)
            let result = layer.successor(of: gradient)
            record(layer, from: gradient, to: result)
            return [result]
        }
    }

    /// Records the forward or backward pass. The step number decides which samples are kept, so both passes agree.
    private func record(_ layer: LayerPlanner, from source: Value, to destination: Value) {
        let random = CounterRandom(seed: layer.seed, purpose: "stochastic depth " + layer.name)
        let (batch, count, rate) = (layer.batch, layer.inputShape.count, rate)
        layer.run(touching: [source, destination]) { memory in
            let (from, to) = (memory.floats(source), memory.floats(destination))
            return { state in
                for sample in 0..<batch {
                    let draw = random.uniform(UInt64(state.step) &* UInt64(batch) &+ UInt64(sample))
                    let factor: Float = draw < rate ? 0 : 1 / (1 - rate)
                    for index in sample * count..<(sample + 1) * count { to[index] = from[index] * factor }
                }
            }
        }
    }
}
