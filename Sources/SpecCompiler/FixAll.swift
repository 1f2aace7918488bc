/// Applies all unambiguous fixes: those of findings with exactly one.
///
/// The declared size of a contract and the layer of a join are left to a person, even if there is only one suggestion.
///
/// The spec is compiled again before a change is kept: the finding must be gone, and no finding as severe may have
/// appeared. Comments and everything else outside the edits stay unchanged.
public enum FixAll {
    /// The result of fixing a text.
    public struct Outcome: Sendable {
        /// The text with the fixes applied.
        public var source: SourceFile
        /// The applied fixes, in order.
        public var applied: [Diagnostic.Fix]
        /// The remaining findings.
        public var diagnostics: [Diagnostic]
    }

    /// The most rounds of fixes; later findings remain.
    private static let mostRounds = 50

    /// Applies fixes until none is left that helps.
    ///
    /// - Parameters:
    ///   - source: the text with findings.
    ///   - isWanted: whether a finding should be fixed.
    ///   - compile: compiles a text with the same includes.
    public static func fixing(
        _ source: SourceFile, where isWanted: (Diagnostic) -> Bool = { _ in true },
        by compile: (SourceFile) -> [Diagnostic]
    ) -> Outcome {
        var outcome = Outcome(source: source, applied: [], diagnostics: compile(source))
        var rejected: Set<Diagnostic.Fix> = []
        for _ in 0..<mostRounds {
            let candidates = outcome.diagnostics.filter { finding in
                isWanted(finding) && finding.fixes.count == 1 && !finding.leavesChoice
                    && finding.fixes[0].edits.allSatisfy { $0.span.file == 0 } && !rejected.contains(finding.fixes[0])
            }
            let fixes = withoutOverlaps(candidates.map { $0.fixes[0] })
            guard !fixes.isEmpty else { break }
            if !attempt(fixes, on: &outcome, compile) {
                let single = fixes.first { attempt([$0], on: &outcome, compile) }
                // The fixes that were tried before the first that works don't work.
                for fix in fixes.prefix(while: { $0 != single }) { rejected.insert(fix) }
            }
        }
        return outcome
    }

    private static func attempt(
        _ fixes: [Diagnostic.Fix], on outcome: inout Outcome, _ compile: (SourceFile) -> [Diagnostic]
    ) -> Bool {
        let changed = outcome.source.applying(fixes.flatMap(\.edits))
        let rest = compile(changed)
        guard weight(of: rest) < weight(of: outcome.diagnostics) else { return false }
        outcome = Outcome(source: changed, applied: outcome.applied + fixes, diagnostics: rest)
        return true
    }

    /// Unreadable lines weigh more than any number of conflicting sizes, and errors more than warnings, because lighter
    /// findings often appear only once heavier ones are fixed.
    private static func weight(of findings: [Diagnostic]) -> (Int, Int, Int, Int) {
        func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
        let unread = findings.count { $0.severity == .error && $0.rule.group == .structure }
        return (unread, count(.error), count(.warning), count(.advice))
    }

    /// The fixes that don't overlap with an earlier one.
    private static func withoutOverlaps(_ fixes: [Diagnostic.Fix]) -> [Diagnostic.Fix] {
        var taken: [Span] = []
        return fixes.filter { fix in
            let isFree = fix.edits.allSatisfy { edit in
                taken.allSatisfy { edit.span.end < $0.start || $0.end < edit.span.start }
            }
            if isFree { taken += fix.edits.map(\.span) }
            return isFree
        }
    }
}
