import OperatingSystem

/// Random numbers that follow from a key and a counter alone: whatever the order, the layout or the number of threads, the
/// n-th number of a key is the same.
struct CounterRandom: Sendable {
    let key: UInt64

    /// A key for one purpose of one seed, e.g. a parameter's name.
    init(seed: UInt64, purpose: String) {
        // FNV-1a over the name, then mixed with the seed.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        key = Self.mix(Self.mix(seed &+ 0x9e37_79b9_7f4a_7c15) ^ hash)
    }

    /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// 64 random bits.
    func bits(_ counter: UInt64) -> UInt64 {
        Self.mix(key &+ (counter &+ 1) &* 0x9e37_79b9_7f4a_7c15)
    }

    /// Uniform from 0 to below 1, in steps of 2^-24.
    func uniform(_ counter: UInt64) -> Float {
        Float(bits(counter) >> 40) * 0x1p-24
    }

    /// The two numbers at an even counter and behind it, each normal around 0 with a deviation of 1: the transform of Box and
    /// Muller (A note on the generation of random normal deviates, 1958) of the bits there.
    ///
    /// The work is done in doubles, so that the last bit of a machine's logarithm is hardly ever seen in the result.
    func normals(_ counter: UInt64) -> (Float, Float) {
        // From above 0 to 1, in steps of 2^-53: the logarithm of 0 is no number.
        let radius = (-2 * log((Double(bits(counter) >> 11) + 1) * 0x1p-53)).squareRoot()
        let angle = 2 * Double.pi * (Double(bits(counter + 1) >> 11) * 0x1p-53)
        return (Float(radius * cos(angle)), Float(radius * sin(angle)))
    }
}
