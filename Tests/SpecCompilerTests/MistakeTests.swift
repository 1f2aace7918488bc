import SpecCompiler
import TestSupport
import Testing

/// Every file in `Mistakes` is a spec with a mistake, with markers where it must be reported.
@Suite struct MistakeTests {
    @Test(arguments: Mistakes.all)
    func findingsAreExactlyThoseMarked(_ mistake: TextFile) {
        #expect(MarkedSpec(mistake.text).disagreements() == [])
    }

    @Test(arguments: Mistakes.all)
    func fixesRemoveTheFindingTheyBelongTo(_ mistake: TextFile) {
        let source = SourceFile(path: mistake.path, text: MarkedSpec(mistake.text).text)
        let findings = SpecCompiler.compile(source).diagnostics
        for finding in findings {
            for fix in finding.fixes {
                let fixed = source.applying(fix.edits)
                let rest = SpecCompiler.compile(fixed).diagnostics
                #expect(
                    !rest.contains { $0.rule == finding.rule && $0.span.start == finding.span.start },
                    "\(fix.title): \(fixed.text(ofLine: source.line(at: finding.span.start)))")
                #expect(
                    rest.filter { $0.rule == finding.rule }.count < findings.filter { $0.rule == finding.rule }.count)
            }
        }
    }

    /// Fixes of conflicting sizes cause no errors, except those that the linter couldn't check for before.
    @Test(arguments: Mistakes.all)
    func fixesOfSizesCauseNoOtherConflict(_ mistake: TextFile) {
        let source = SourceFile(path: mistake.path, text: MarkedSpec(mistake.text).text)
        let compilation = SpecCompiler.compile(source)
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        for finding in errors where RulePage.of(finding.rule)?.group == .sizes {
            for fix in finding.fixes {
                let left = SpecCompiler.compile(source.applying(fix.edits)).diagnostics.filter {
                    $0.severity == .error && !(compilation.network == nil && Linter.rules.contains($0.rule))
                }
                #expect(left.count < errors.count, "\(fix.title)")
            }
        }
    }

    /// A fix changes the line of its finding or of one of its notes, and leaves every other line unchanged. It can also
    /// insert a line between two others, or remove its line.
    @Test(arguments: Mistakes.all)
    func fixesStayOnTheLinesOfTheirFinding(_ mistake: TextFile) {
        let source = SourceFile(path: mistake.path, text: MarkedSpec(mistake.text).text)
        for finding in SpecCompiler.compile(source).diagnostics {
            let lines = ([finding.span] + finding.notes.map(\.span)).map { source.line(at: $0.start) }
            for edit in finding.fixes.flatMap(\.edits) {
                if edit.replacement.first == "\n", edit.span.length == 0 {
                    #expect([UInt8(ascii: "\n"), nil].contains(source.bytes.dropFirst(edit.span.end).first))
                    #expect(!edit.replacement.dropFirst().contains("\n"))
                    continue
                }
                #expect(lines.contains(source.line(at: edit.span.start)))
                // A removed line ends where the next one starts.
                #expect(source.line(at: max(edit.span.start, edit.span.end - 1)) == source.line(at: edit.span.start))
                #expect(!edit.replacement.contains("\n"))
            }
        }
    }
}
