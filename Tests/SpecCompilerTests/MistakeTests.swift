import SpecCompiler
import TestSupport
import Testing

/// Every file of `Mistakes` is a spec with a mistake, and shows by markers where it must be found.
@Suite struct MistakeTests {
    @Test(arguments: Mistakes.all)
    func isFoundWhereItIsMarkedAndNothingElseIs(_ mistake: TextFile) {
        #expect(MarkedSpec(mistake.text).disagreements() == [])
    }

    @Test(arguments: Mistakes.all)
    func fixesRemoveTheFindingTheyBelongTo(_ mistake: TextFile) {
        let source = SourceFile(path: mistake.path, text: MarkedSpec(mistake.text).text)
        let findings = SpecCompiler.compile(source).diagnostics
        for finding in findings {
            for fix in finding.fixes {
                let mended = SourceFile(path: mistake.path, bytes: apply(fix, to: source.bytes))
                let rest = SpecCompiler.compile(mended).diagnostics
                #expect(
                    !rest.contains { $0.rule == finding.rule && $0.span.start == finding.span.start },
                    "\(fix.title): \(mended.text(ofLine: source.line(at: finding.span.start)))")
                #expect(
                    rest.filter { $0.rule == finding.rule }.count < findings.filter { $0.rule == finding.rule }.count)
            }
        }
    }

    /// A fix changes the place of its finding, or sets a sign beside it, and leaves every other line as it is.
    @Test(arguments: Mistakes.all)
    func fixesStayOnTheLineOfTheirFinding(_ mistake: TextFile) {
        let source = SourceFile(path: mistake.path, text: MarkedSpec(mistake.text).text)
        for finding in SpecCompiler.compile(source).diagnostics {
            let line = source.line(at: finding.span.start)
            for edit in finding.fixes.flatMap(\.edits) {
                #expect(source.line(at: edit.span.start) == line)
                #expect(source.line(at: edit.span.end) == line)
                #expect(!edit.replacement.contains("\n"))
            }
        }
    }

    private func apply(_ fix: Diagnostic.Fix, to bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for edit in fix.edits.sorted(by: { $0.span.start > $1.span.start }) {
            bytes.replaceSubrange(edit.span.start..<edit.span.end, with: Array(edit.replacement.utf8))
        }
        return bytes
    }
}
