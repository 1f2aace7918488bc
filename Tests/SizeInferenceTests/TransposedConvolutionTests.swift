import SpecCompiler
import Testing

/// The sizes of transposed convolutions, in both directions.
@Suite struct TransposedConvolutionTests {
    private func compiled(_ input: String, _ body: String...) -> SpecCompiler.Compilation {
        SpecCompiler.compile(
            SourceFile(
                path: "test.strata.yaml",
                text: "model: Test\ninput: \(input)\nbody:\n" + body.map { "  - \($0)\n" }.joined()))
    }

    /// As in Keras, whatever the kernel.
    @Test(arguments: 1...6, 1...4)
    func sameMultipliesTheSizeByTheStride(_ kernel: Int, _ stride: Int) {
        let network = compiled("5x7x3", "\(kernel)x\(kernel) transposed conv, 8, /\(stride), same").network
        #expect(network?.output.description == "\(5 * stride)x\(7 * stride)x8")
    }

    @Test func openPaddingsAreFoundTogether() {
        let found = compiled("2x2x64", "3x3 transposed conv, 64, /2, pad ?, output pad ?", "expect 4x4x64")
        #expect(found.diagnostics.isEmpty)
        #expect(found.solution?.parts.flatMap(\.answers).map(\.text) == ["padding 1, output padding 1"])
    }

    /// A kernel as large as the stride, or twice as large and padded by half the stride.
    @Test func conventionalAnswersComeFirst() throws {
        let found = compiled("7x7x64", "?x? transposed conv, 32, /2, pad ?, output pad ?", "expect 14x14x32")
        let answers = try #require(found.solution?.parts.first?.answers)
        let usual = answers.prefix { $0.isConventional }.map(\.text)
        #expect(usual.contains("kernel height 2, kernel width 2, padding 0, output padding 0"))
        #expect(usual.contains("kernel height 4, kernel width 4, padding 1, output padding 0"))
        #expect(usual.contains("kernel height 3, kernel width 3, padding 1, output padding 1"))
        #expect(!usual.contains("kernel height 1, kernel width 1, padding 0, output padding 1"))
    }

    @Test func paddingThatFitsOnlyWithOutputPaddingSaysSo() {
        let found = compiled("2x2x64", "3x3 transposed conv, 64, /2, pad ?", "expect 4x4x64")
        #expect(found.diagnostics.map(\.rule.name) == ["no-size-fits"])
        #expect(found.diagnostics.first?.fixes.map(\.title) == ["conv1: output pad ?"])
    }

    @Test(arguments: ["1-0", "2-1", "1-0-0-0"])
    func outputPaddingIsOnlyAddedAtTheEnd(_ padding: String) {
        let found = compiled("8x8x4", "3x3 transposed conv, 4, /3, output pad \(padding)")
        #expect(found.diagnostics.map(\.rule.name) == ["wrong-type"])
        #expect(found.diagnostics.first?.message.contains("above or to the left") == true)
    }
}
