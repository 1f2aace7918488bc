import SpecCompiler
import TestSupport
import Testing

/// Formatting some lines of a spec leaves the others unchanged.
@Suite("Formatting lines")
struct LineFormattingTests {
    private static func lines(of text: String, _ lines: ClosedRange<Int>) -> String {
        let source = SourceFile(path: "test", text: text)
        let outcome = SpecFormatter.format(source, read: YAMLParser.parse(source).document, lines: lines)
        return String(decoding: outcome.bytes, as: UTF8.self)
    }

    static let untidy = """
        model:   A
        input: 8x8x1
        body:
          - conv: {kernel: 3x3, filters: 8}
          -   relu     # é
          - 2x2   max pool
        head:
          -   fc 10

        """

    @Test(
        "formatting lines changes only these lines",
        arguments: [
            (1...1, "model:   A", "model: A"), (5...5, "  -   relu     # é", "  - relu  # é"),
            (6...6, "2x2   max pool", "2x2 max pool"), (8...8, "-   fc 10", "- fc 10"),
        ])
    func onlyThese(_ lines: ClosedRange<Int>, _ before: String, _ after: String) {
        #expect(Self.lines(of: Self.untidy, lines) == Self.untidy.replacing(before, with: after))
    }

    @Test("formatting lines of a formatted spec, or of one that YAML can't read, changes nothing")
    func nothing() {
        let tidy = Self.lines(of: Self.untidy, 1...8)
        #expect(Self.lines(of: tidy, 1...8) == tidy)
        #expect(Self.lines(of: "body: [\nmodel:   A\n", 2...2) == "body: [\nmodel:   A\n")
    }

    @Test("formatting a line changes its neighbors if changing it alone would change the meaning")
    func together() {
        let shifted = "model: A\ninput: 8x8x1\nbody:\n- relu\n- tanh\nhead:\n- fc   10\n"
        #expect(
            Self.lines(of: shifted, 5...5) == "model: A\ninput: 8x8x1\nbody:\n  - relu\n  - tanh\nhead:\n- fc   10\n")
    }

    /// Formatting a part never changes the meaning of the spec.
    @Test(
        "formatting line by line produces the same result as formatting the spec",
        arguments: Repository.specs.prefix(12))
    func allOfThem(_ spec: TextFile) {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<3 {
            let mangled = Mangling.mangle(spec.text, using: &generator)
            let whole = formatted(mangled)
            let count = mangled.split(separator: "\n", omittingEmptySubsequences: false).count
            let (from, to) = (generator.pick(1...count), generator.pick(1...count))
            let part = Self.lines(of: mangled, min(from, to)...max(from, to))
            #expect(firstDifference(formatted(part), whole) == nil)
            #expect(Self.lines(of: mangled, 1...count) == whole)
        }
    }

    @Test(
        "formatting lines of a mutated spec never traps, and formatting the result is like formatting the spec",
        arguments: Corpus.all.prefix(40))
    func mutated(_ spec: TextFile) {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<2 * Effort.factor {
            let bytes = Mutation.mutate(Array(spec.text.utf8), using: &generator)
            let source = SourceFile(path: "test", bytes: bytes)
            let (from, to) = (generator.pick(1...60), generator.pick(1...60))
            let part = SpecFormatter.format(
                source, read: YAMLParser.parse(source).document, lines: min(from, to)...max(from, to))
            let again = SpecFormatter.format(SourceFile(path: "test", bytes: part.bytes))
            #expect(again.bytes == SpecFormatter.format(source).bytes)
        }
    }
}
