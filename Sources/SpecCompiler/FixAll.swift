/// Mends what can be mended in one way only.
///
/// What a contract declares and which layer a join means is for a person to say, though there be one suggestion.
///
/// Every change is checked again before it is kept: what it mends is gone, and nothing that weighs as much has come. Comments and whatever else
/// stands outside of the edits stay as they are.
public enum FixAll {
    /// What became of a text.
    public struct Outcome: Sendable {
        /// The text with the fixes applied.
        public var source: SourceFile
        /// What was done, in order.
        public var applied: [Diagnostic.Fix]
        /// What is left to find.
        public var diagnostics: [Diagnostic]
    }

    /// A text that takes more rounds keeps what is left.
    private static let mostRounds = 50

    /// Applies fixes until none is left that helps.
    ///
    /// - Parameters:
    ///   - source: the text with findings.
    ///   - isWanted: whether a finding is to be mended.
    ///   - compile: compiles a text with the same includes.
    public static func mended(
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
                // What was tried before the one that mends does not.
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

    /// Lines that can't be read weigh more than any number of sizes that clash, and errors more than warnings: what weighs
    /// less often shows only once what weighs more is gone.
    private static func weight(of findings: [Diagnostic]) -> (Int, Int, Int, Int) {
        func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
        let unread = findings.count { $0.severity == .error && $0.rule.group == .structure }
        return (unread, count(.error), count(.warning), count(.advice))
    }

    /// The fixes that touch nothing which one before them touches.
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
