import Basics

/// Tries what is proposed to mend a finding, and keeps what does: the finding is gone, and no other that weighs as much has
/// come. What weighs most is tried first.
///
/// Sizes that clash keep the linter from looking at the network, so that a mend of them may reveal what was wrong before. That
/// is told apart from what the mend itself has done by the network's ends: the linter's errors are about what goes in and what
/// comes out. Where both are certain before the mend, and the same after it, they are none of its doing. What the network costs
/// is not certain before; but where one mend reveals nothing, those that do are not offered.
struct FixTrial {
    /// What a compilation says of a text.
    struct View {
        var findings: [Diagnostic]
        /// What goes into the network and what comes out of it, where that is certain.
        var ends: NetworkEnds?
        /// Whether the linter has looked at the network.
        var isLinted: Bool
    }

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

    /// - Parameters:
    ///   - view: what was found.
    ///   - compile: compiles a changed text with the same includes.
    /// - Returns: the findings, with the fixes that mend them.
    func tried(_ view: View, by compile: (SourceFile) -> View) -> [Diagnostic] {
        var findings = view.findings
        var left = tries
        let candidates = findings.indices.filter { !findings[$0].proposals.isEmpty }
            .sorted { (findings[$1].severity, $0) < (findings[$0].severity, $1) }
        for index in candidates.prefix(Self.mostFindings) {
            let finding = findings[index]
            var mends: [(fix: Diagnostic.Fix, revealed: [Mistake])] = []
            for proposal in finding.proposals where mends.count(where: \.revealed.isEmpty) < Self.mostFixes {
                for fix in proposal where left > 0 {
                    left -= 1
                    guard let revealed = revealed(by: fix, of: finding, in: view, compile) else { continue }
                    mends.append((fix, revealed))
                    break
                }
            }
            if mends.contains(where: \.revealed.isEmpty) { mends.removeAll { !$0.revealed.isEmpty } }
            guard !mends.isEmpty else { continue }
            mends.removeLast(max(0, mends.count - Self.mostFixes))
            if finding.severity == .error || finding.help == nil {
                let titles = mends.map { "`\($0.fix.title)`" } + finding.fixes.map(\.title)
                let rules = Set(mends.flatMap(\.revealed).map(\.rule.name)).sorted()
                findings[index].help =
                    "this mends it: \(Suggestion.list(titles))"
                    + (rules.isEmpty ? "" : "; then it shows what else is wrong [\(rules.joined(separator: ", "))]")
            }
            findings[index].fixes += mends.map(\.fix)
        }
        for index in findings.indices { findings[index].proposals = [] }
        return findings
    }

    /// What shows once a finding is mended, and could not be seen before; nil where the fix does not mend it, or does harm.
    private func revealed(
        by fix: Diagnostic.Fix, of finding: Diagnostic, in view: View, _ compile: (SourceFile) -> View
    ) -> [Mistake]? {
        guard fix.edits.allSatisfy({ $0.span.file == 0 }) else { return nil }
        var before = Self.counts(view.findings.filter { $0.severity >= finding.severity })
        before[Mistake(finding), default: 0] -= 1
        let mended = compile(source.applying(fix.edits))
        let after = Self.counts(mended.findings.filter { $0.severity >= finding.severity })
        let new = after.filter { $0.value > before[$0.key, default: 0] }.map(\.key)
        guard !new.isEmpty else { return [] }
        let wasHidden = !view.isLinted && view.ends != nil && view.ends == mended.ends
        return wasHidden && new.allSatisfy { Linter.rules.contains($0.rule) } ? new : nil
    }

    /// A mistake, wherever it stands: a fix moves what is behind it.
    private struct Mistake: Hashable {
        var rule: Rule
        var message: String

        init(_ finding: Diagnostic) { (rule, message) = (finding.rule, finding.message) }
    }

    private static func counts(_ findings: [Diagnostic]) -> [Mistake: Int] {
        findings.reduce(into: [:]) { $0[Mistake($1), default: 0] += 1 }
    }
}

extension FixTrial.View {
    init(_ compilation: SpecCompiler.Compilation) {
        self.init(
            findings: compilation.diagnostics, ends: compilation.ends, isLinted: compilation.network != nil)
    }
}
