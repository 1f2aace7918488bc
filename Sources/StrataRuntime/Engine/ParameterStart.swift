extension Parameter {
    /// The value before training. It follows from the seed and the parameter's name alone.
    func startingValues(seed: UInt64) -> [Float] {
        switch start {
        case .constant(let value):
            return [Float](repeating: value, count: count)
        case .uniform(let bound):
            let random = CounterRandom(seed: seed, purpose: name)
            return (0..<count).map { (2 * random.uniform(UInt64($0)) - 1) * bound }
        }
    }
}
