import Basics
import NetworkTerms
import TestSupport
import Testing

@testable import SizeInference

@Suite("Sizes as functions of an open size, held to their values one by one")
struct SizeFunctionTests {
    /// Through a random stack of strided, padded, scaled and shifted layers: the function, and the same by hand.
    static func random(
        _ random: inout some RandomNumberGenerator
    ) throws -> (function: SizeFunction, byHand: (Int) -> Int?) {
        while true {
            if let pair = try stack(&random) { return pair }
        }
    }

    /// A random stack; nil where it leaves nothing of any size.
    private static func stack(
        _ random: inout some RandomNumberGenerator
    ) throws -> (function: SizeFunction, byHand: (Int) -> Int?)? {
        var function = SizeFunction.identity
        var byHand: (Int) -> Int? = { $0 }
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            let n = Int.random(in: 1...4, using: &random)
            let shift = Int.random(in: -4...4, using: &random)
            let map =
                switch Int.random(in: 0...3, using: &random) {
                case 0: SizeMap(lower: max(1, 1 - shift), period: n, rise: 1) { floorDivide($0 + shift - 1, n) + 1 }
                case 1: SizeMap(lower: 1, period: 1, rise: n) { $0 * n }
                case 2: SizeMap(lower: max(1, 1 - shift), period: 1, rise: 1) { $0 + shift }
                default: SizeMap(lower: 1, period: n, rise: 1) { ($0 + n - 1) / n }
                }
            guard let next = try function.then(map) else { return nil }
            function = next
            let before = byHand
            byHand = { before($0).flatMap { $0 >= map.lower ? map.apply($0) : nil } }
        }
        return (function, byHand)
    }

    @Test(arguments: 0..<200)
    func `A function has the values that the layers give, and starts where they do`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (function, byHand) = try Self.random(&random)
        #expect(function.lower == (1...500).first { byHand($0) != nil })
        for argument in function.lower...function.lower + 150 { #expect(function(argument) == byHand(argument)) }
        for size in 1...max(1, min(40, function(max(300, function.lower)))) {
            #expect(
                function.firstArgument(reaching: size)
                    == (function.lower...max(300, function.lower)).first { function($0) >= size })
        }
        let later = function.from(function.lower + Int(seed % 23))
        for argument in later.lower...later.lower + 100 { #expect(later(argument) == function(argument)) }
    }

    @Test(arguments: 0..<200)
    func `Equality, order, preimage and image hold for each argument`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &+ 1000)
        let (left, right) = (try Self.random(&random).function, try Self.random(&random).function)
        let set = try SizeSetTests.random(&random).set
        let arguments = max(left.lower, right.lower)...300
        let (equal, above) = try (left.agreement(with: right), left.dominance(over: right))
        let sum = try left.adding(right)
        let preimage = try left.preimage(of: set)
        for argument in arguments where argument <= 300 {
            #expect(equal.contains(argument) == (left(argument) == right(argument)))
            #expect(above.contains(argument) == (left(argument) >= right(argument)))
            #expect(sum(argument) == left(argument) + right(argument))
            #expect(preimage.contains(argument) == set.contains(left(argument)))
        }
        var work = 0
        if let shortcuts = try? left.projectable(to: right, work: &work) {
            for argument in arguments where argument <= 300 {
                let stride = ShortcutProjection.stride(from: left(argument), to: right(argument))
                #expect(shortcuts.contains(argument) == (stride != nil), "\(argument)")
            }
        }
        let image = try left.image(of: set)
        let sizes = Set((left.lower...6000).filter(set.contains).map { left($0) })
        for size in 1...60 where size <= left(5990) { #expect(image.contains(size) == sizes.contains(size)) }
    }
}
