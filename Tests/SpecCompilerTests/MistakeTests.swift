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
                let mended = source.applying(fix.edits)
                let rest = SpecCompiler.compile(mended).diagnostics
                #expect(
                    !rest.contains { $0.rule == finding.rule && $0.span.start == finding.span.start },
                    "\(fix.title): \(mended.text(ofLine: source.line(at: finding.span.start)))")
                #expect(
                    rest.filter { $0.rule == finding.rule }.count < findings.filter { $0.rule == finding.rule }.count)
            }
        }
    }

    /// What is proposed for sizes that clash brings no error but such as the linter could not look for.
    @Test(arguments: Mistakes.all)
    func mendsOfSizesBringNoOtherClash(_ mistake: TextFile) {
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

    /// A fix changes the line of its finding, or one that the finding names, and leaves every other line as it is. A line
    /// of its own it writes between two others.
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
                #expect(source.line(at: edit.span.end) == source.line(at: edit.span.start))
                #expect(!edit.replacement.contains("\n"))
            }
        }
    }
}
