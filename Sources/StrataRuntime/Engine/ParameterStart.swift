extension Parameter {
    /// The value before training. It follows from the seed and the parameter's name alone.
    func startingValues(seed: UInt64) -> [Float] {
        switch start {
        case .constant(let value):
            return [Float](repeating: value, count: count)
        case .uniform(let bound):
            let random = CounterRandom(seed: seed, purpose: name)
            return (0..<count).map { (2 * random.uniform(UInt64($0)) - 1) * bound }
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
