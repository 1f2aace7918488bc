import Basics
import SpecCompiler
import TestSupport
import Testing

/// Everything that the compiler does with a spec takes time in proportion to its length. `make soak` measures that.
@Suite("Long specs") struct LongSpecTests {
    @Test("a part that is repeated many times is checked and formatted", arguments: LongSpec.all)
    func ends(_ spec: LongSpec) {
        let source = SourceFile(path: "test", text: spec.text(spec.count))
        _ = Timed.run(spec.name) {
            _ = SpecCompiler.compile(source)
            _ = SpecFormatter.format(source)
        }
    }

    private func compiled(_ text: String) -> SpecCompiler.Compilation {
        SpecCompiler.compile(SourceFile(path: "test", text: text))
    }

    @Test("layers are counted without walking all uses of a block")
    func countedLayers() {
        func findings(_ count: Int, _ body: String) -> [String] {
            let blocks = (0..<count).map { "  b\($0 + 1): [b\($0), b\($0)]\n" }.joined()
            return compiled("model: A\ninput: 8x8x3\ndefine:\n  b0: [relu]\n\(blocks)\(body)").diagnostics
                .filter { $0.severity == .error }.map(\.message)
        }
        let whole = "the network has more than 100000 layers, counting repeats"
        #expect(findings(16, "body: [b16]\n") == [])
        #expect(findings(16, "body: [b16, b16]\n") == [whole])
        #expect(
            findings(16, "body: [relu]\nheads:\n  main: [fc 10]\n  other: {from: relu1, layers: [b16, b16]}\n")
                == [whole])
        #expect(findings(17, "body: [b17]\n") == ["this has too many layers"])
        #expect(findings(60, "body: [b60]\n").contains("this has too many layers"))
    }

    @Test("the lines of blocks are counted even if they aren't layers")
    func countedLines() {
        let blocks = (0..<16).map { "  b\($0 + 1): [b\($0), b\($0)]\n" }.joined()
        let found = compiled(
            "model: A\ninput: 8x8x3\ndefine:\n  b0: [\(Array(repeating: "expect 8x8x3", count: 100).joined(separator: ", "))]\n"
                + blocks + "body: [relu, b16]\n")
        #expect(found.diagnostics.contains { $0.message == "this has too many layers" })
    }

    @Test("a block has a limited number of parameters")
    func parameters() {
        func findings(_ count: Int) -> [String] {
            let given = (0..<count).map { "p\($0): 1" }.joined(separator: ", ")
            return compiled(
                "model: A\ninput: 8x8x3\ndefine:\n  b: {given: {\(given)}, layers: [relu]}\nbody: [b]\n"
            ).diagnostics.map(\.message)
        }
        #expect(findings(100).isEmpty)
        #expect(findings(101) == ["block `b` has 101 parameters"])
    }

    @Test("all useless biases are fixed, and the spec is compiled only a few times", arguments: [40, 160])
    func fixes(_ count: Int) {
        let block =
            "  - 3x3 conv, 3, pad 1\n  - batch norm\n  - conv: {kernel: 3x3, filters: 3, padding: 1}\n  - batch norm\n"
        let source = SourceFile(
            path: "test", text: "model: A\ninput: 8x8x3\nbody:\n" + String(repeating: block, count: count))
        var compilations = 0
        let outcome = FixAll.fixing(source, where: { $0.rule.name == "bias-before-norm" }) { source in
            compilations += 1
            return SpecCompiler.compile(source).diagnostics
        }
        #expect(outcome.applied.count == 2 * count)
        #expect(compilations < 10)
        #expect(!outcome.diagnostics.contains { $0.rule.name == "bias-before-norm" })
    }

    @Test("one fix that does harm doesn't keep the others from being applied")
    func harmfulFix() {
        let source = SourceFile(path: "test", text: String(repeating: "a", count: 100))
        /// Every `a` is a mistake, unless the fortieth is fixed.
        func compile(_ source: SourceFile) -> [Diagnostic] {
            let places = source.bytes.indices.filter { source.bytes[$0] == UInt8(ascii: "a") }
            var findings = places.map { place in
                let span = Span(start: place, end: place + 1)
                return Diagnostic(.notation, "a", at: span, fixes: [Diagnostic.Fix("b", replacing: span, with: "b")])
            }
            if source.bytes[40] == UInt8(ascii: "b") {
                findings += (0..<200).map { Diagnostic(.notation, "\($0)", at: Span(start: 0, end: 1)) }
            }
            return findings
        }
        var compilations = 0
        let outcome = FixAll.fixing(source) { source in
            compilations += 1
            return compile(source)
        }
        #expect(outcome.applied.count == 99)
        #expect(outcome.source.bytes[40] == UInt8(ascii: "a"))
        #expect(compilations < 60)
    }

    @Test("automatic names leave out the numbers that are taken")
    func takenNames() {
        let spec = compiled(
            """
            model: A
            input: 8x8x3
            body:
              - relu, as stack3
              - relu, as relu01
              - relu, as stack25
              - relu
              - repeat: 20
                layers: [relu]
              - repeat: 2
                layers: [relu]

            """
        ).spec
        let stacks = spec.items.compactMap { item in if case .stack(let stack) = item { stack } else { nil } }
        #expect(stacks.map { $0.name(ofPass: 0) } == ["stack4", "stack26"])
        #expect(stacks[0].name(ofPass: 19) == "stack23")
    }

    @Test("words of a long line are looked up from the start")
    func longLine() {
        let words = (0..<500).map { "word\($0)" }.joined(separator: " ")
        let found = compiled("model: A\ninput: 8x8x3\nbody:\n  - rleu \(words)\n  - 3x3 conv, 8, pda 1 \(words)\n")
        #expect(found.diagnostics.compactMap(\.help).contains("did you mean `relu`?"))
    }

    @Test("only some words are compared with each other")
    func comparisons() {
        let comparisons = Comparisons()
        #expect((0..<1000).count { _ in comparisons.allow(1000) } == 200)
        #expect(!comparisons.allow(1))
    }
}
