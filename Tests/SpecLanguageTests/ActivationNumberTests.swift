import SpecCompiler
import TestSupport
import Testing

/// A number after an activation: `leaky relu 0.1` as an option of a layer.
@Suite struct ActivationNumberTests {
    private func layers(_ items: String..., define: String = "") -> [Layer] {
        let text = "model: A\ninput: 64x64x8\n\(define)body:\n\(items.map { "  - \($0)\n" }.joined())"
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
        #expect(compilation.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
        return compilation.network?.steps.compactMap { $0.layer?.layer } ?? []
    }

    private func findings(_ item: String) -> [Diagnostic] {
        let text = "model: A\ninput: 64x64x8\nbody:\n  - \(item)\n"
        return SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
    }

    @Test(arguments: [
        "3x3 conv, 4, leaky relu 0.1", "3x3 conv, leaky relu 0.1, 4", "3x3 depthwise conv, leaky relu 0.1",
        "conv: {kernel: 3x3, filters: 4, activation: leaky relu 0.1}", "fc 4, leaky relu 1e-1",
        "squeeze-excite 4, leaky relu 0.1",
    ])
    func isItsSlope(_ item: String) {
        #expect(layers(item).first?.call.activation("activation") == .leakyRelu(slope: 0.1))
    }

    @Test func isTheSlopeOfEveryLayerOfAShorthand() {
        let slopes = layers("mlp 8-4, leaky relu 0.2").map { $0.call.activation("activation") }
        #expect(slopes == [.leakyRelu(slope: 0.2), .leakyRelu(slope: 0.2)])
    }

    @Test func canBeThatOfAnyParameterThatIsAnActivation() {
        let layer = layers("squeeze-excite 4, gate leaky relu 0.5").first
        #expect(layer?.call.activation("gate") == .leakyRelu(slope: 0.5))
        #expect(layer?.call.activation("activation") == .relu)
    }

    @Test func thatIsTheDefaultMeansTheSameAsNone() {
        #expect(layers("fc 4, leaky relu 0.01").first?.call == layers("fc 4, leaky relu").first?.call)
    }

    /// `act` chooses a layer and an option, and `slope` is the number alone.
    @Test(arguments: ["act leaky relu 0.1, slope 0.2", "{act: leaky relu 0.1, slope: 0.2}"])
    func canComeFromABlocksParameter(_ use: String) {
        let define = """
            define:
              basic:
                given: {act: , slope: }
                layers:
                  - 3x3 conv, 4, $act
                  - conv: {kernel: 3x3, filters: 4, activation: $act}
                  - 3x3 conv, 4, leaky relu $slope
                  - conv: {kernel: 3x3, filters: 4, activation: leaky relu $slope}
                  - $act

            """
        let found = layers(use.hasPrefix("{") ? "basic: \(use)" : "basic, \(use)", define: define)
        let slopes = found.compactMap { $0.call.activation("activation") }
        #expect(slopes == [0.1, 0.1, 0.2, 0.2].map { .leakyRelu(slope: $0) })
        #expect(found.last?.call.decimal("slope") == 0.1)
    }

    @Test func ofABlocksParameterCanBeItsDefault() {
        let define = "define:\n  a:\n    given: {act: leaky relu 0.3}\n    layers: [\"fc 4, $act\"]\n"
        #expect(layers("a", define: define).first?.call.activation("activation") == .leakyRelu(slope: 0.3))
    }

    @Test(arguments: [
        "fc 8, leaky relu -0.1", "dense: {units: 8, activation: leaky relu -0.1}",
        "squeeze-excite 4, gate leaky relu -0.1",
    ])
    func belowZeroIsReportedAtTheNumber(_ item: String) throws {
        let finding = try #require(findings(item).first)
        #expect(finding.message == "slope can't be `-0.1`")
        #expect(finding.span.length == 4)
        #expect(findings(item).filter { $0.severity == .error }.count == 1)
    }

    @Test func ofAnotherActivationIsNone() throws {
        let finding = try #require(findings("fc 8, relu 6").first)
        #expect(finding.message == "the option `relu` has no value" && finding.help == "remove `6`")
        // It may also mean another activation, `relu6`.
        #expect(finding.fixes.isEmpty)
    }

    /// Nobody means a slope of 64, and a convolution needs its filters.
    @Test func isTheNumberOfFiltersIfThatIsMissing() throws {
        let finding = try #require(findings("3x3 conv, leaky relu 64").first)
        #expect(finding.message == "missing comma before `64`")
    }
}
