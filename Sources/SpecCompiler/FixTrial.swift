/// Tries what is proposed to mend a finding, and keeps what does: the finding is gone, and no other that weighs as much has
/// come. What weighs most is tried first.
struct FixTrial {
    let source: SourceFile
    /// How often the spec may be compiled.
    private let tries: Int

    /// - Parameter layers: how many the spec has: each try costs as much as all of them.
    init(_ source: SourceFile, layers: Int) {
        self.source = source
        tries = max(Self.fewestTries, Self.mostLayers / max(layers, 1))
    }

    private static let fewestTries = 4
    /// The most layers of all tries together.
    private static let mostLayers = 20_000

    /// The most findings whose proposals are tried, and the most fixes that one is given.
    private static let mostFindings = 8
    private static let mostFixes = 4

    /// - Parameter compile: compiles a changed text with the same includes.
    func tried(_ findings: [Diagnostic], by compile: (SourceFile) -> [Diagnostic]) -> [Diagnostic] {
        var findings = findings
        var left = tries
        let candidates = findings.indices.filter { !findings[$0].proposals.isEmpty }
            .sorted { (findings[$1].severity, $0) < (findings[$0].severity, $1) }
        for index in candidates.prefix(Self.mostFindings) {
            let finding = findings[index]
            let others = findings.filter { $0.severity >= finding.severity }
            var mends: [Diagnostic.Fix] = []
            for proposal in finding.proposals where mends.count < Self.mostFixes {
                for fix in proposal where left > 0 {
                    left -= 1
                    guard mendsOnly(finding, among: others, fix, compile) else { continue }
                    mends.append(fix)
                    break
                }
            }
            guard !mends.isEmpty else { continue }
            if finding.severity == .error || finding.help == nil {
                findings[index].help =
                    "this mends it: " + Suggestion.list(mends.map { "`\($0.title)`" } + finding.fixes.map(\.title))
            }
            findings[index].fixes += mends
        }
        for index in findings.indices { findings[index].proposals = [] }
        return findings
    }

    private func mendsOnly(
        _ finding: Diagnostic, among others: [Diagnostic], _ fix: Diagnostic.Fix,
        _ compile: (SourceFile) -> [Diagnostic]
    ) -> Bool {
        guard fix.edits.allSatisfy({ $0.span.file == 0 }) else { return false }
        var before = Self.counts(others)
        before[Mistake(finding), default: 0] -= 1
        let after = Self.counts(compile(source.applying(fix.edits)).filter { $0.severity >= finding.severity })
        return after.allSatisfy { $0.value <= before[$0.key, default: 0] }
    }

    /// A mistake, wherever it stands: a fix moves what is behind it.
    private struct Mistake: Hashable {
        var rule: String
        var message: String

        init(_ finding: Diagnostic) { (rule, message) = (finding.rule, finding.message) }
    }

    private static func counts(_ findings: [Diagnostic]) -> [Mistake: Int] {
        findings.reduce(into: [:]) { $0[Mistake($1), default: 0] += 1 }
    }
}
