/// The random numbers that order the samples: SplitMix64 (Steele, Lea and Flood 2014; Vigna's public-domain C version,
/// https://prng.di.unimi.it/splitmix64.c).
///
/// The same seed gives the same numbers on every machine and in every version of Swift, which the standard library's own
/// generator and `shuffle()` do not promise.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The numbers that follow from a seed; any seed will do.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in 0 ..< `bound`, each equally likely: the high half of a 64 by 64 bit product, drawn again in the few
    /// cases that would favour small numbers (Lemire 2019, https://arxiv.org/abs/1805.10941).
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

/// The order in which the epochs of a training see its samples.
///
/// An epoch's order depends only on the seed and the epoch's number, so a resumed training needs no saved generator.
struct SampleOrder {
    let count: Int
    let seed: UInt64

    /// A permutation of 0 ..< `count` for `epoch` (counted from 0), by the shuffle of Fisher and Yates.
    func shuffled(epoch: Int) -> [Int32] {
        var order = (0..<Int32(count)).map { $0 }
        // The epoch's own seed is the (epoch + 1)th number of a generator on the training's seed.
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
