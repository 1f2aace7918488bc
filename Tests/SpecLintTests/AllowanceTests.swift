import SpecCompiler
import Testing

/// `# strata: allow RULE`.
@Suite struct AllowanceTests {
    private static func rules(_ text: String) -> [String] {
        SpecCompiler.compile(SourceFile(path: "test", text: "model: A\n" + text)).diagnostics.map(\.rule.name)
    }

    @Test func atTheEndOfALineStandsForTheLine() {
        let layer = "  - 1x1 conv, 4, relu, dilation 2"
        let body = "input: 8x8x3\nbody:\n"
        #expect(Self.rules(body + "\(layer)\n\(layer)\n") == ["dilation-of-one", "dilation-of-one"])
        #expect(Self.rules(body + "\(layer)  # strata: allow dilation-of-one\n\(layer)\n") == ["dilation-of-one"])
    }

    @Test func onALineOfItsOwnStandsForAllThatBeginsOnTheNext() {
        let text = """
            input: 8x8x3
            body:
              # strata: allow dilation-of-one (as published)
              - residual:
                  - 1x1 conv, 3, dilation 2, relu
                  - 1x1 conv, 3, relu, dilation 2
              - 1x1 conv, 4, dilation 2

            """
        #expect(Self.rules(text) == ["dilation-of-one"])
    }

    @Test func beforeEverythingElseStandsForTheFile() {
        let spec = "model: A\ninput: 8x8x3\nbody:\n  - 1x1 conv, 4, dilation 2, relu\n  - 1x1 conv, 4, dilation 2\n"
        let text = "# A network.\n# strata: allow dilation-of-one\n" + spec
        #expect(SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics == [])
    }

    @Test func severalRulesAreAllowedAtOnce() {
        let line = "  - 1x1 conv, 4, pad 1, dilation 2  # strata: allow padding-over-kernel, dilation-of-one\n"
        #expect(Self.rules("input: 8x8x3\nbody:\n" + line) == [])
    }

    @Test(arguments: ["dropped-pixels", "no-such-rule", ""])
    func whatAllowsNothingIsReported(_ name: String) {
        #expect(Self.rules("input: 8x8x3\nbody:\n  - 3x3 conv, 4  # strata: allow \(name)\n") == ["unused-allow"])
    }

    @Test func anErrorIsNeverAllowed() {
        let text = "input: 8x8x3\nbody:\n  - 9x9 conv, 4  # strata: allow kernel-too-large\n"
        #expect(Self.rules(text).contains("kernel-too-large"))
        #expect(Self.rules(text).contains("unused-allow"))
    }

    @Test(arguments: [
        "  - 3x3 conv, 4  # strata: allowance", "  - 3x3 conv, 4  # see strata: allow",
        "  - \"3x3 conv, 4, as a\"  #strata allow x",
    ])
    func otherCommentsAreComments(_ line: String) {
        #expect(Self.rules("input: 8x8x3\nbody:\n\(line)\n") == [])
    }
}
