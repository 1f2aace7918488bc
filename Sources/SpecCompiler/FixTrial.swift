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
            var mends: [(fix: Diagnostic.Fix, revealed: [Rule])] = []
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
            findings[index].fixes += mends.map { fix, revealed in
                var fix = fix
                fix.trial = Diagnostic.Trial(revealed: revealed)
                return fix
            }
        }
        for index in findings.indices { findings[index].proposals = [] }
        return findings
    }

    /// The rules of what shows once a finding is mended, and could not be seen before; nil where the fix does not mend it, or
    /// does harm.
    private func revealed(
        by fix: Diagnostic.Fix, of finding: Diagnostic, in view: View, _ compile: (SourceFile) -> View
    ) -> [Rule]? {
        guard fix.edits.allSatisfy({ $0.span.file == 0 }) else { return nil }
        var before: [Mistake: Int] = [:]
        for other in view.findings where other.severity >= finding.severity {
            before[Mistake(other, after: fix.edits), default: 0] += 1
        }
        before[Mistake(finding, after: fix.edits), default: 0] -= 1
        let mended = compile(source.applying(fix.edits))
        var new: Set<Rule> = []
        for other in mended.findings where other.severity >= finding.severity {
            let left = before[Mistake(other, after: []), default: 0] - 1
            before[Mistake(other, after: [])] = left
            if left < 0 { new.insert(other.rule) }
        }
        guard !new.isEmpty else { return [] }
        let wasHidden = !view.isLinted && view.ends != nil && view.ends == mended.ends
        return wasHidden && new.isSubset(of: Linter.rules) ? new.sorted() : nil
    }

    /// A finding as it is told apart from others once the text has changed: by where it begins then.
    private struct Mistake: Hashable {
        var rule: Rule
        var file: Int
        var start: Int
        var subject: Diagnostic.Subject

        init(_ finding: Diagnostic, after edits: [Diagnostic.Edit]) {
            (rule, file) = (finding.rule, finding.span.file)
            start = finding.span.start(after: edits)
            subject =
                switch finding.subject {
                case .clash(let item): .clash(Span(file: item.file, start: item.start(after: edits), end: 0))
                case let other: other
                }
        }
    }
}

extension Span {
    /// Where it begins once a text has been edited. What is inserted right before it moves it.
    fileprivate func start(after edits: [Diagnostic.Edit]) -> Int {
        edits.reduce(start) { moved, edit in
            guard edit.span.file == file, edit.span.start <= start else { return moved }
            let isInside = start < edit.span.end || edit.span.start == start && edit.span.length > 0
            guard !isInside else { return moved + edit.span.start - start }
            return moved + edit.replacement.utf8.count - edit.span.length
        }
    }
}

extension FixTrial.View {
    init(_ compilation: SpecCompiler.Compilation) {
        self.init(
            findings: compilation.diagnostics, ends: compilation.ends, isLinted: compilation.network != nil)
    }
}
