import SpecCompiler
import Testing

/// Unknown words that may be blocks of an include.
@Suite("An unknown word") struct IncludeTests {
    private func rules(_ load: @escaping SpecCompiler.Loader) -> [String] {
        let text = "model: Net\ninput: 8x8x3\ninclude: blocks.strata.yaml\nbody:\n  - unit\n  - unit: {width: 8}\n"
        return SpecCompiler.compile(SourceFile(path: "test", text: text), load: load).diagnostics.map(\.rule.name)
    }

    @Test("an unknown word isn't reported if an include can't be read")
    func missing() { #expect(rules { _ in .problem("is not there") } == ["include"]) }

    @Test("an unknown word is reported if the include was read", arguments: ["", "define:\n  other: [relu]\n"])
    func read(_ blocks: String) {
        let found = rules { _ in .file(SourceFile(path: "blocks.strata.yaml", text: blocks)) }
        #expect(found.contains("unknown-word") && found.contains("unknown-key"))
    }
}
