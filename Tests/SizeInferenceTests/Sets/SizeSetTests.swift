import TestSupport
import Testing

@testable import SizeInference

@Suite("Sets of sizes, held to their members one by one")
struct SizeSetTests {
    static let horizon = 400

    /// A random set, and which numbers up to the horizon it has.
    static func random(_ random: inout some RandomNumberGenerator) throws -> (set: SizeSet, members: Set<Int>) {
        var set = SizeSet.empty
        var members: Set<Int> = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let first = Int.random(in: 1...60, using: &random)
            let step = Int.random(in: 1...12, using: &random)
            let last = Bool.random(using: &random) ? nil : first + Int.random(in: 0...90, using: &random)
            set = try set.union(.progression(from: first, step: step, through: last))
            members.formUnion(stride(from: first, through: last ?? horizon, by: step))
        }
        return (set, members)
    }

    @Test(arguments: 0..<300)
    func `Union, intersection and difference have the members that they should`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (left, lefts) = try Self.random(&random)
        let (right, rights) = try Self.random(&random)
        func members(_ set: SizeSet) -> Set<Int> { Set((1...Self.horizon).filter(set.contains)) }
        #expect(members(left) == lefts)
        #expect(members(try left.union(right)) == lefts.union(rights))
        #expect(members(try left.intersection(right)) == lefts.intersection(rights))
        #expect(members(try left.subtracting(right)) == lefts.subtracting(rights))
        #expect(left.prefix(20) == Array(lefts.sorted().prefix(20)))
        #expect(left.min == lefts.min())
        #expect(left.first(from: 50) == lefts.filter { $0 >= 50 }.min())
        #expect(try left.union(right).equals(right.union(left)))
        #expect(try left.equals(right) == (lefts == rights))
    }

    @Test(arguments: [
        (SizeSet(7), "7"), (SizeSet(32...63), "32 to 63"), (SizeSet(1...), "1 or more"), (SizeSet([4, 6]), "4, 6"),
        (SizeSet.progression(from: 16, step: 16), "multiples of 16"),
        (SizeSet.progression(from: 32, step: 16, through: 512), "multiples of 16 from 32 to 512"),
        (SizeSet.progression(from: 188, step: 16), "188, 204, 220, …"),
        (SizeSet.progression(from: 188, step: 16, through: 601), "188, 204, 220, …, 588"),
        (SizeSet.empty, "none"),
    ])
    func `A set is described in words`(set: SizeSet, words: String) {
        #expect(set.description == words)
    }

    @Test func `A period beyond the bound is said, not approximated`() throws {
        let (left, right) = (
            SizeSet.progression(from: 1, step: 1_048_573), SizeSet.progression(from: 1, step: 1_048_571)
        )
        #expect(throws: SizeBoundReached.self) { try left.intersection(right) }
    }
}
