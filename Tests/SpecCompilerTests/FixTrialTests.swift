import SpecText
import TestSupport
import Testing

@testable import SpecCompiler

/// How mends are tried before they are offered.
@Suite("The trial of fixes") struct FixTrialTests {
    private let source = SourceFile(path: "test", text: "0123456789")

    /// A finding with so many mends, none of which helps.
    private func findings(_ count: Int) -> [Diagnostic] {
        (0..<count).map { index in
            var finding = Diagnostic(.error, "rule", "message \(index)", at: Span(start: index, end: index + 1))
            finding.proposals = (0..<3).map { [Diagnostic.Fix("\($0)", replacing: finding.span, with: "x")] }
            return finding
        }
    }

    private func compilations(layers: Int) -> Int {
        var count = 0
        let found = findings(8)
        _ = FixTrial(source, layers: layers).tried(found) { _ in
            count += 1
            return found
        }
        return count
    }

    @Test("compiles a long spec a few times only, and a short one as often as there is something to try")
    func isBounded() {
        #expect(compilations(layers: 10) == 24)
        #expect(compilations(layers: 2_000) == 10)
        #expect(compilations(layers: 100_000) == 4)
        #expect(compilations(layers: .max) == 4)
    }
}
