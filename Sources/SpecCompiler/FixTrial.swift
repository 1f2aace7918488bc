import Basics

/// Tries the proposed fixes of findings and keeps those that work: the finding is gone, and no other as severe has
/// appeared. The most severe findings are tried first.
///
/// Conflicting sizes keep the linter from checking the network, so that fixing them may reveal older errors. The
/// network's ends distinguish these from errors that the fix causes: the linter's errors are about the network's input
/// and output. If both are certain before the fix and the same after it, the fix isn't the cause. The network's costs
/// aren't certain before; but if one fix reveals nothing, those that do aren't offered.
struct FixTrial {
    /// The result of compiling a text.
    struct View {
        var findings: [Diagnostic]
        /// The network's input and output, if both are certain.
        var ends: NetworkEnds?
        /// Whether the linter has checked the network.
        var isLinted: Bool
    }

    let source: SourceFile
    /// How often the spec can be compiled.
    private let tries: Int

    /// - Parameter layers: the number of layers of the spec, which determines the cost of a try.
    init(_ source: SourceFile, layers: Int) {
        self.source = source
        tries = max(Self.fewestTries, Self.mostLayers / max(layers, 1))
    }

    private static let fewestTries = 4
    /// The most layers that all tries together compile.
    private static let mostLayers = 20_000

    /// The most findings whose proposals are tried, and the most fixes that one finding gets.
    private static let mostFindings = 8
    private static let mostFixes = 4

    /// - Parameters:
    ///   - view: the findings so far.
    ///   - compile: compiles a changed text with the same includes.
    /// - Returns: the findings with the fixes that work.
    func tried(_ view: View, by compile: (SourceFile) -> View) -> [Diagnostic] {
        var findings = view.findings
        var left = tries
        let candidates = findings.indices.filter { !findings[$0].proposals.isEmpty }
            .sorted { (findings[$1].severity, $0) < (findings[$0].severity, $1) }
        for index in candidates.prefix(Self.mostFindings) {
            let finding = findings[index]
            var working: [(fix: Diagnostic.Fix, revealed: [Rule])] = []
            for proposal in finding.proposals where working.count(where: \.revealed.isEmpty) < Self.mostFixes {
                for fix in proposal where left > 0 {
                    left -= 1
                    guard let revealed = revealed(by: fix, of: finding, in: view, compile) else { continue }
                    working.append((fix, revealed))
                    break
                }
            }
            if working.contains(where: \.revealed.isEmpty) { working.removeAll { !$0.revealed.isEmpty } }
            guard !working.isEmpty else { continue }
            working.removeLast(max(0, working.count - Self.mostFixes))
            findings[index].fixes += working.map { fix, revealed in
                var fix = fix
                fix.trial = Diagnostic.Trial(revealed: revealed)
                return fix
            }
        }
        for index in findings.indices { findings[index].proposals = [] }
        return findings
    }

    /// The rules of findings that a fix reveals; nil if the fix doesn't remove its finding, or does harm.
    private func revealed(
        by fix: Diagnostic.Fix, of finding: Diagnostic, in view: View, _ compile: (SourceFile) -> View
    ) -> [Rule]? {
        guard fix.edits.allSatisfy({ $0.span.file == 0 }) else { return nil }
        var before: [Mistake: Int] = [:]
        for other in view.findings where other.severity >= finding.severity {
            before[Mistake(other, after: fix.edits), default: 0] += 1
        }
        before[Mistake(finding, after: fix.edits), default: 0] -= 1
        let fixed = compile(source.applying(fix.edits))
        var new: Set<Rule> = []
        for other in fixed.findings where other.severity >= finding.severity {
            let left = before[Mistake(other, after: []), default: 0] - 1
            before[Mistake(other, after: [])] = left
            if left < 0 { new.insert(other.rule) }
        }
        guard !new.isEmpty else { return [] }
        let wasHidden = !view.isLinted && view.ends != nil && view.ends == fixed.ends
        return wasHidden && new.isSubset(of: Linter.rules) ? new.sorted() : nil
    }

    /// Identifies a finding after the text has changed, by where it starts then.
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
    /// Where the span starts after edits. An insertion right before it moves it.
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
