extension Parameter {
    /// Returns the values before training, which depend only on the seed and the parameter's name.
    func startingValues(seed: UInt64) -> [Float] {
        let count = count
        switch start {
        case .constant(let value):
            return [Float](repeating: value, count: count)
        case .uniform(let bound):
            let random = CounterRandom(seed: seed, purpose: name)
            // A plain loop over raw memory: `map` takes 10 times as long in debug builds, in which tests initialize
            // networks with up to 60 million parameters.
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
        case .orthogonal:
            let rows = shape.first ?? 1
            return OrthogonalStart(rows: rows, columns: count / max(rows, 1))
                .values(from: CounterRandom(seed: seed, purpose: name))
        }
    }
}
