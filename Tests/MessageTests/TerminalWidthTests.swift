import OperatingSystem
import SpecCompiler
import SpecReports
import TestSupport
import Testing

/// What is shown on a terminal isn't wider than the terminal, which would break it anywhere.
@Suite struct TerminalWidthTests {
    private func lines(_ spec: String, columns: Int) -> [Substring] {
        let compilation = SpecCompiler.compile(SourceFile(path: "a.strata.yaml", text: spec))
        let terminal = Terminal(isInteractive: true, showsColor: false, showsUnicode: true, columns: columns)
        return FindingText(sources: compilation.sources, terminal: terminal).text(of: compilation.diagnostics)
            .split(separator: "\n")
    }

    private static let start = "model: A\ninput: 8x8x1\nbody:\n"

    @Test(arguments: [60, 80, 120])
    func aLongLineIsCutToTheTerminal(columns: Int) {
        let filler = String(repeating: " ", count: 170)
        let shown = lines(Self.start + "  - 3x3 conv, 8, pad 1,\(filler)nonsense  # \(filler).\n", columns: columns)
        #expect(shown.contains { $0.contains("^^^^^^^^") })
        #expect(shown.filter { $0.count > columns } == [])
    }

    @Test(arguments: [60, 80])
    func longMarksAndTheirLabelsAreCutToTheTerminal(columns: Int) {
        let filler = String(repeating: " ", count: 100)
        let shown = lines(
            Self.start + "  - 3x3 conv,\(filler)8\n  - 5x5 conv,\(filler)8\n  - 3x3 conv,\(filler)8\nhead: [fc 2]\n",
            columns: columns)
        #expect(!shown.isEmpty)
        #expect(shown.filter { $0.count > columns } == [])
    }

    @Test func aLongMessageIsWrappedBetweenWords() {
        let shown = lines("model: A\ninput: 8x8x1\nbody:\n  - 3x3 conv, 8, relu, tanh\n  - 9x9 conv, 4\n", columns: 60)
        #expect(shown.filter { $0.count > 60 } == [])
        let wide = lines("model: A\ninput: 8x8x1\nbody:\n  - 3x3 conv, 8, relu, tanh\n  - 9x9 conv, 4\n", columns: 500)
        func words(_ lines: [Substring]) -> [Substring] {
            lines.filter { !$0.contains("|") }.flatMap { $0.split(separator: " ") }
        }
        #expect(words(shown) == words(wide))
    }
}
