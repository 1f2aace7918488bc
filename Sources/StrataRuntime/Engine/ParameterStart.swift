extension Parameter {
    /// The value before training. It follows from the seed and the parameter's name alone.
    func startingValues(seed: UInt64) -> [Float] {
        let count = count
        switch start {
        case .constant(let value):
            return [Float](repeating: value, count: count)
        case .uniform(let bound):
            let random = CounterRandom(seed: seed, purpose: name)
            // A plain loop over plain memory: `map` is 10 times as slow in builds for debugging, in which tests start networks
            // of up to 60 million parameters.
            return [Float](unsafeUninitializedCapacity: count) { values, filled in
                guard let place = values.baseAddress else { return }
                while filled < count {
                    (place + filled).initialize(to: (2 * random.uniform(UInt64(filled)) - 1) * bound)
                    filled += 1
                }
            }
        case .normal(let deviation):
            let random = CounterRandom(seed: seed, purpose: name)
            var values = [Float](repeating: 0, count: count)
            for start in stride(from: 0, to: count, by: 2) {
                let (first, second) = random.normals(UInt64(start))
                values[start] = first * deviation
                if start + 1 < count { values[start + 1] = second * deviation }
            }
            return values
        }
    }
}
