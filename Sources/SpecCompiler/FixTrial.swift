import Basics

/// Tries the proposed fixes of findings and keeps those that work: the finding is gone, and no other as severe and no
/// warning has appeared. The most severe findings are tried first.
///
/// Conflicting sizes keep the linter from checking the network, so that fixing them may reveal older errors. The
/// network's ends distinguish these from errors that the fix causes: the linter's errors are about the network's input
/// and output. If both are certain before the fix and the same after it, the fix isn't the cause. The network's costs
/// aren't certain before; but if one fix reveals nothing, those that do aren't offered. A warning that appears was there
/// before, unless it is about a line that the fix changes, or about sizes that were known and are different now.
struct FixTrial {
    /// The result of compiling a text.
    struct View {
        var findings: [Diagnostic]
        /// The network's input and output, if both are certain.
        var ends: NetworkEnds?
        /// Whether the linter has checked the network.
        var isLinted: Bool
        /// The layers whose sizes are known.
        var layers: [SizedLayer] = []
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
                // The only fix so far isn't the only one.
                if left == 0 { findings[index].leavesChoice = true }
                for fix in proposal.lazy.compactMap(source.written) where left > 0 {
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
        for (index, fix) in together(candidates.dropFirst(Self.mostFindings).map { ($0, findings[$0]) }, view, compile)
        {
            var fix = fix
            fix.trial = Diagnostic.Trial(revealed: [])
            findings[index].fixes.append(fix)
        }
        for index in findings.indices { findings[index].proposals = [] }
        return findings
    }

    // MARK: Many at once

    private typealias Candidate = (index: Int, finding: Diagnostic)

    /// How often fixes are tried together.
    private static let mostTogether = 24

    /// Findings whose fixes are written alike.
    private struct Kind: Hashable {
        var severity: Severity
        var rule: Rule
        /// The bracket or quote at the end of the text at their places, which a change goes after or inside.
        var end: UInt8?
    }

    /// Tries the fixes of many findings at the same time: all of those findings must be gone, and no other may have
    /// appeared. Fixes that seem to cause another finding are left out, and the rest is tried again.
    ///
    /// Fixes of errors are only tried one by one, because they interact, and so are those of findings with several.
    private func together(
        _ candidates: [Candidate], _ view: View, _ compile: (SourceFile) -> View
    ) -> [(Int, Diagnostic.Fix)] {
        var kinds: [Kind] = []
        var groups: [Kind: [Candidate]] = [:]
        for candidate in candidates where candidate.finding.severity < .error && candidate.finding.proposals.count == 1
        {
            let span = candidate.finding.span
            let end = span.length > 0 && span.end <= source.bytes.count ? source.bytes[span.end - 1] : 0
            let kind = Kind(
                severity: candidate.finding.severity, rule: candidate.finding.rule,
                end: "}]\"'".utf8.contains(end) ? end : nil)
            if groups[kind] == nil { kinds.append(kind) }
            groups[kind, default: []].append(candidate)
        }
        var left = Self.mostTogether
        return kinds.flatMap { together(groups[$0] ?? [], of: $0, view, &left, compile) }
    }

    private func together(
        _ candidates: [Candidate], of kind: Kind, _ view: View, _ left: inout Int, _ compile: (SourceFile) -> View
    ) -> [(Int, Diagnostic.Fix)] {
        func harmful(_ tried: [Candidate], _ variant: Int) -> Set<Int> {
            left -= 1
            return self.harmful(tried, variant, kind.severity, view, compile)
        }
        for variant in candidates[0].finding.proposals[0].indices where left > 0 {
            var tried = candidates.filter { $0.finding.proposals[0].indices.contains(variant) }
            // The first one shows whether this is the way to write the change.
            guard harmful(Array(tried.prefix(1)), variant).isEmpty else { continue }
            while !tried.isEmpty, left > 0 {
                let bad = harmful(tried, variant)
                guard !bad.isEmpty else { return tried.map { ($0.index, $0.finding.proposals[0][variant]) } }
                tried.removeAll { bad.contains($0.index) }
            }
        }
        return []
    }

    /// The candidates that can't be fixed together with the others.
    private func harmful(
        _ candidates: [Candidate], _ variant: Int, _ severity: Severity, _ view: View,
        _ compile: (SourceFile) -> View
    ) -> Set<Int> {
        var bad: Set<Int> = []
        /// The candidate of each edit, by where it starts.
        var owners: [Span: Int] = [:]
        var edits: [Diagnostic.Edit] = []
        for (index, finding) in candidates {
            let own = finding.proposals[0][variant].edits
            guard own.allSatisfy({ $0.span.file == 0 && owners[$0.span] == nil }) else {
                bad.insert(index)
                continue
            }
            for edit in own { owners[edit.span] = index }
            edits += own
        }
        let places = EditedPlaces(after: edits)
        var before: [Mistake: Int] = [:]
        for other in view.findings where other.severity >= severity { before[Mistake(other, places), default: 0] += 1 }
        for (index, finding) in candidates where !bad.contains(index) {
            before[Mistake(finding, places), default: 0] -= 1
        }
        let unchanged = EditedPlaces(after: [])
        for other in compile(source.applying(edits)).findings where other.severity >= severity {
            let mistake = Mistake(other, unchanged)
            let left = before[mistake, default: 0] - 1
            before[mistake] = left
            if left < 0, let owner = places.nearest(toChanged: mistake.start).flatMap({ owners[$0.span] }) {
                bad.insert(owner)
            }
        }
        return bad
    }

    /// The rules of findings that a fix reveals; nil if the fix doesn't remove its finding, or does harm.
    private func revealed(
        by fix: Diagnostic.Fix, of finding: Diagnostic, in view: View, _ compile: (SourceFile) -> View
    ) -> [Rule]? {
        guard fix.edits.allSatisfy({ $0.span.file == 0 }) else { return nil }
        var before: [Mistake: Int] = [:]
        let (places, unchanged) = (EditedPlaces(after: fix.edits), EditedPlaces(after: []))
        for other in view.findings { before[Mistake(other, places), default: 0] += 1 }
        before[Mistake(finding, places), default: 0] -= 1
        let changed = source.applying(fix.edits)
        let fixed = compile(changed)
        var new: Set<Rule> = []
        for other in fixed.findings where other.severity >= min(finding.severity, .warning) {
            let mistake = Mistake(other, unchanged)
            let left = before[mistake, default: 0] - 1
            before[mistake] = left
            guard left < 0 else { continue }
            if other.severity >= finding.severity {
                new.insert(other.rule)
            } else if view.isLinted || causes(fix, other, from: view, to: fixed, changed) {
                return nil
            }
        }
        guard !new.isEmpty else { return [] }
        let wasHidden = !view.isLinted && view.ends != nil && view.ends == fixed.ends
        return wasHidden && new.isSubset(of: Linter.rules) ? new.sorted() : nil
    }

    /// Whether a fix is the cause of a warning that nothing looked for before: it is about sizes, in a line that the fix
    /// changes or in a layer whose known sizes are different now.
    private func causes(
        _ fix: Diagnostic.Fix, _ warning: Diagnostic, from view: View, to fixed: View, _ changed: SourceFile
    ) -> Bool {
        guard warning.span.file == 0, Self.groupsOfSizes.contains(warning.rule.group) else { return false }
        if fix.hasChangedLine(of: warning.span, in: changed) { return true }
        func sizes(_ layers: [SizedLayer], at start: Int) -> [[TensorShape]] {
            layers.filter { $0.layer.span.file == 0 && $0.layer.span.start == start }.map { [$0.input, $0.output] }
        }
        guard
            let layer = fixed.layers.first(where: {
                $0.layer.span.file == 0 && $0.layer.span.start <= warning.span.start
                    && warning.span.end <= $0.layer.span.end
            })
        else { return false }
        let start = layer.layer.span.start
        let before = sizes(view.layers, at: fix.original(start))
        return !before.isEmpty && before != sizes(fixed.layers, at: start)
    }

    private static let groupsOfSizes: Set<Rule.Group> = [.sizes, .cost, .structure]

    /// Identifies a finding after the text has changed, by where it starts then.
    private struct Mistake: Hashable {
        var rule: Rule
        var file: Int
        var start: Int
        var subject: Diagnostic.Subject

        init(_ finding: Diagnostic, _ places: EditedPlaces) {
            (rule, file) = (finding.rule, finding.span.file)
            start = places.start(of: finding.span)
            subject =
                switch finding.subject {
                case .clash(let item): .clash(Span(file: item.file, start: places.start(of: item), end: 0))
                case let other: other
                }
        }
    }
}

extension FixTrial.View {
    init(_ compilation: SpecCompiler.Compilation) {
        self.init(
            findings: compilation.diagnostics, ends: compilation.ends, isLinted: compilation.network != nil,
            layers: compilation.layers)
    }
}
