/// The random number generator for the order of samples: SplitMix64 (Steele, Lea, and Flood 2014; Vigna's public-domain
/// C version, https://prng.di.unimi.it/splitmix64.c).
///
/// The same seed produces the same numbers on every machine and in every version of Swift, which the standard library's
/// generator and `shuffle()` don't guarantee.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Creates a generator from a seed; any seed is fine.
    public init(seed: UInt64) {
        state = seed
    }

    /// Returns the next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Returns a number in 0 ..< `bound`, each equally likely: the high half of a 64 by 64 bit product, drawn again in
    /// the few cases that would favor small numbers (Lemire 2019, https://arxiv.org/abs/1805.10941).
    ///
    /// - Parameter bound: at least 1.
    mutating func next(below bound: Int) -> Int {
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }
}

/// The order in which each epoch of a training run visits the samples.
///
/// It depends only on the seed and the epoch, so resuming needs no saved generator.
struct SampleOrder {
    let count: Int
    let seed: UInt64

    /// Returns a permutation of 0 ..< `count` for `epoch` (counted from 0), by a Fisher–Yates shuffle.
    func shuffled(epoch: Int) -> [Int32] {
        var order = (0..<Int32(count)).map { $0 }
        // The epoch's seed is number `epoch`, from 0, of a generator seeded with the run's seed.
        var seeds = SplitMix64(seed: seed)
        var epochSeed = seeds.next()
        for _ in 0..<epoch { epochSeed = seeds.next() }
        var random = SplitMix64(seed: epochSeed)
        var last = count - 1
        while last > 0 {
            order.swapAt(last, random.next(below: last + 1))
            last -= 1
        }
        return order
    }
}
