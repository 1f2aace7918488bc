extension NetworkBuilder {
    /// In training each sample becomes zero as a whole with probability `rate`, and the others grow by 1 / (1 - rate):
    /// behind the layers of a residual this leaves them out (Huang and others, 2016, https://arxiv.org/abs/1603.09382).
    /// Nothing in inference.
    @discardableResult
    public mutating func stochasticDepth(_ name: String, rate: Float) -> LayerReference {
        append(name, StochasticDepth(rate: rate))
    }
}

struct StochasticDepth: LayerOperation {
    let rate: Float
    var kind: String { "stochastic depth" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard rate >= 0, rate < 1 else { throw ShapeError("its rate is \(rate), but must be from 0 to below 1") }
        return try only(inputs)
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

    /// Which samples stay follows from the step's number, so that both directions agree.
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
