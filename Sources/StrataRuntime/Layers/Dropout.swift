/// Inverted dropout (Srivastava et al., 2014), like PyTorch's `Dropout`.
struct Dropout: CalledLayer {
    static let definition = LayerDefinition.dropout
    let rate: Float

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        rate = call.float("rate") ?? 0
    }

    func changesNothing(training: Bool) -> Bool { !training || rate == 0 }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        if changesNothing(training: layer.isTraining) { return PlannedLayer(layer.input) }
        let output = layer.temporary(layer.input.layout)
        record(layer, from: layer.input, to: output)
        return PlannedLayer(output) { gradient, _ in
            // The mask is computed again from the step number, so it's never stored. It depends on positions in memory,
            // so the layouts must match.
            let gradient = try layer.reordered(gradient, to: output.layout)
            let result = layer.successor(of: gradient)
            record(layer, from: gradient, to: result)
            return [result]
        }
    }

    private func record(_ layer: LayerPlanner, from source: Value, to destination: Value) {
        let random = CounterRandom(seed: layer.seed, purpose: "dropout " + layer.name)
        let limit = UInt32(Double(rate) * 0x1p32)
        let scale = 1 / (1 - rate)
        layer.run(touching: [source, destination]) { memory in
            let source = UnsafeBufferPointer(memory.floats(source))
            let destination = memory.floats(destination)
            return { state in
                let key = random.bits(UInt64(state.step))
                Self.mask(source, destination, key: key, limit: limit, scale: scale)
            }
        }
    }

    /// Keeps and scales the elements for which a 32-bit hash of their index and the key isn't below `limit`.
    private static func mask(
        _ source: UnsafeBufferPointer<Float>, _ destination: UnsafeMutableBufferPointer<Float>, key: UInt64,
        limit: UInt32, scale: Float
    ) {
        let low = UInt32(truncatingIfNeeded: key)
        let high = UInt32(truncatingIfNeeded: key >> 32)
        for index in 0..<source.count {
            // Two rounds of the 32-bit finalizer "lowbias32" (Wellons, 2018), with the key in between.
            var bits = UInt32(truncatingIfNeeded: index) ^ low
            bits = (bits ^ (bits >> 16)) &* 0x7feb_352d
            bits = (bits ^ (bits >> 15)) &* 0x846c_a68b
            bits = (bits ^ (bits >> 16)) &+ high
            bits = (bits ^ (bits >> 16)) &* 0x7feb_352d
            bits = (bits ^ (bits >> 15)) &* 0x846c_a68b
            bits ^= bits >> 16
            destination[index] = bits < limit ? 0 : source[index] * scale
        }
    }
}
