import Basics

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

    /// How often the spec is compiled: the fewest, and in all as many times as this many bytes allow. Later findings
    /// remain.
    private static let fewestAttempts = 30
    private static let mostBytes = 1_000_000

    /// Applies fixes until none is left that helps: all at once if that makes the spec better, otherwise a smaller part
    /// of them, down to one, which is then rejected.
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
        var attempts = max(fewestAttempts, mostBytes / max(source.bytes.count, 1))
        /// A part of fixes that failed as a whole.
        var part: [Diagnostic.Fix] = []
        while attempts > 0 {
            if part.isEmpty {
                let candidates = outcome.diagnostics.filter { finding in
                    isWanted(finding) && finding.fixes.count == 1 && !finding.leavesChoice
                        && finding.fixes[0].edits.allSatisfy { $0.span.file == 0 }
                        && !rejected.contains(finding.fixes[0])
                }
                part = withoutOverlaps(candidates.map { $0.fixes[0] })
                guard !part.isEmpty else { break }
            }
            attempts -= 1
            if attempt(part, on: &outcome, compile) {
                let places = EditedPlaces(after: part.flatMap(\.edits))
                rejected = Set(rejected.map { $0.moved(places) })
                part = []
            } else if part.count == 1 {
                rejected.insert(part[0])
                part = []
            } else {
                part.removeLast(part.count / 2)
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
        /// The spans of the edits so far, in order.
        var taken: [Span] = []
        func place(of span: Span) -> Int { taken.partitioningIndex { $0.end >= span.start } }
        return fixes.filter { fix in
            let isFree = fix.edits.allSatisfy { edit in
                let next = place(of: edit.span)
                return next == taken.count || edit.span.end < taken[next].start
            }
            if isFree { for edit in fix.edits { taken.insert(edit.span, at: place(of: edit.span)) } }
            return isFree
        }
    }
}

extension Diagnostic.Fix {
    /// The same fix where its text is after other edits.
    fileprivate func moved(_ places: EditedPlaces) -> Diagnostic.Fix {
        var fix = self
        for index in fix.edits.indices { fix.edits[index].span = places.moved(fix.edits[index].span) }
        return fix
    }
}
