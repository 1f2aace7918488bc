import OperatingSystem

/// Random numbers that depend only on a key and a counter: a key's n-th number is the same for any order, memory
/// layout, and number of threads.
struct CounterRandom: Sendable {
    let key: UInt64

    /// Creates a key for one purpose of a seed, such as a parameter's name.
    init(seed: UInt64, purpose: String) {
        // FNV-1a over the name, then mixed with the seed.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        key = Self.mix(Self.mix(seed &+ 0x9e37_79b9_7f4a_7c15) ^ hash)
    }

    /// The finalizer of SplitMix64 (Steele, Lea, and Flood, 2014).
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// Returns 64 random bits.
    func bits(_ counter: UInt64) -> UInt64 {
        Self.mix(key &+ (counter &+ 1) &* 0x9e37_79b9_7f4a_7c15)
    }

    /// Returns a number uniform in [0, 1), in steps of 2^-24.
    func uniform(_ counter: UInt64) -> Float {
        Float(bits(counter) >> 40) * 0x1p-24
    }

    /// Returns the two numbers at an even counter and the next one, each normal with mean 0 and standard deviation 1:
    /// the Box–Muller transform (A note on the generation of random normal deviates, 1958) of the bits there.
    ///
    /// It computes in double precision, so that differences in the last bit of a machine's logarithm hardly ever affect
    /// the result.
    func normals(_ counter: UInt64) -> (Float, Float) {
        // In (0, 1], in steps of 2^-53, because the logarithm of 0 isn't finite.
        let radius = (-2 * log((Double(bits(counter) >> 11) + 1) * 0x1p-53)).squareRoot()
        let angle = 2 * Double.pi * (Double(bits(counter + 1) >> 11) * 0x1p-53)
        return (Float(radius * cos(angle)), Float(radius * sin(angle)))
    }
}
