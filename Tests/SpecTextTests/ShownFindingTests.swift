import SpecText
import Testing

/// Of very many findings, people see the first ones.
@Suite("The findings that are shown") struct ShownFindingTests {
    /// A text of lines with ten characters each, and findings at some of them.
    private func shown(_ starts: [Int]) -> [String] {
        let source = SourceFile(path: "test", text: String(repeating: "123456789\n", count: 3000))
        let findings = starts.map { Diagnostic(.yamlSyntax, "", at: Span(start: $0, end: $0 + 1)) }
        return ShownFindings(findings, in: [source]).entries.map { entry in
            switch entry {
            case .finding(let finding): "\(finding.span.start)"
            case .inLine(let count, let span): "\(count) more in line \(source.line(at: span.start))"
            case .inSpec(let count, let span): "\(count) more from line \(source.line(at: span.start))"
            }
        }
    }

    @Test("a few findings are all shown")
    func few() {
        #expect(shown([]) == [])
        #expect(shown([3, 4, 12]) == ["3", "4", "12"])
    }

    @Test("at most twenty findings of a line are shown")
    func manyInALine() {
        let line = Array(repeating: 5, count: 30)
        #expect(shown(line + [12]) == Array(repeating: "5", count: 20) + ["10 more in line 1", "12"])
        #expect(shown(Array(line.prefix(21))).last == "1 more in line 1")
        #expect(shown(Array(line.prefix(20))).last == "5")
    }

    @Test("at most a thousand findings of a spec are shown")
    func manyInASpec() {
        let lines = (0..<1200).map { $0 * 10 }
        #expect(shown(lines).count == 1001)
        #expect(shown(lines).last == "200 more from line 1001")
        #expect(shown(Array(lines.prefix(1000))).last == "9990")
    }
}
