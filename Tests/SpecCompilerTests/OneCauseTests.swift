import SpecCompiler
import Testing

/// One cause is one finding, at the line that causes it.
@Suite struct OneCauseTests {
    private func rules(_ input: String, _ body: [String]) -> [String] {
        let text = "model: Test\ninput: \(input)\nbody:\n" + body.map { "  - \($0)\n" }.joined()
        return SpecCompiler.compile(SourceFile(path: "test.strata.yaml", text: text)).diagnostics
            .filter { $0.severity == .error }.map(\.rule.name)
    }

    private static let uNet =
        (1...3).flatMap { ["3x3 conv, 8, pad 1, relu, as level\($0)", "2x2 max pool"] }
        + (1...3).reversed().flatMap { ["2x2 transposed conv, 8, /2, relu", "concat level\($0)"] }

    /// Every level of a U-Net loses a row on an odd size.
    @Test func anInputOfOddSizeIsOneFinding() {
        #expect(rules("32x32x1", Self.uNet) == [])
        #expect(rules("30x30x1", Self.uNet) == ["join-sizes"])
    }

    @Test func twoMistakesAreTwoFindings() {
        let joins = ["3x3 conv, 4, relu", "add start", "5x5 conv, 4, relu, as next", "3x3 conv, 4, relu", "add next"]
        #expect(rules("32x32x4", ["1x1 conv, 4, as start"] + joins) == ["join-sizes", "join-sizes"])
    }

    /// The size after a layer isn't certain if an option that it depends on can't be read.
    @Test(arguments: ["samee", "padd 1", "strde 2", "dilaton 2"])
    func anUnreadableOptionOfSizeHidesTheSizesAfterIt(_ option: String) {
        #expect(rules("32x32x3", ["3x3 conv, 8, \(option)", "expect 32x32x8"]) == ["unknown-word"])
    }

    @Test func anUnreadableActivationHidesNoSize() {
        let found = rules("32x32x3", ["3x3 conv, 8, rellu", "expect 32x32x8"])
        #expect(found == ["unknown-word", "expect-contradicted"])
    }

    /// A word that is no option is read as the number that is missing.
    @Test(arguments: ["3x3 conv, many", "3x3 conv, sixteen, relu", "3x3 conv, x16", "2x2 transposed conv, several"])
    func aWordInPlaceOfANumberIsOneFinding(_ line: String) {
        #expect(rules("32x32x3", [line]) == ["wrong-type"])
    }

    @Test func aMisspelledOptionAndAMissingNumberAreTwoFindings() {
        #expect(rules("32x32x3", ["3x3 conv, rellu"]) == ["missing-key", "unknown-word"])
        #expect(rules("32x32x3", ["3x3 conv, many, 8"]) == ["unknown-word"])
    }
}
