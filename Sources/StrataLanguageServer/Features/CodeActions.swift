import Basics
import SpecCompiler

extension Analysis {
    /// The most findings that actions are offered for.
    private static let mostFindings = 100

    /// The quick fixes and rewrites for a range.
    ///
    /// - Parameters:
    ///   - shown: the diagnostics that the client asks about, which may be anywhere, such as elsewhere in the line.
    ///   - only: the kinds that the client asks for; nil for all.
    func codeActions(
        in range: Range<Int>, for shown: [JSON], only: [String]?, load: SpecCompiler.Loader
    ) -> JSON {
        // A person can't read a longer menu.
        let wanted = findings.lazy.filter { $0.span.touches(range) || self.isAmong(shown, $0) }
            .prefix(Self.mostFindings)
        func wants(_ kind: String) -> Bool {
            only.map { $0.contains { kind == $0 || kind.hasPrefix($0 + ".") || $0.isEmpty } } ?? true
        }
        var actions: [JSON] = []
        if wants("quickfix") {
            for finding in wanted {
                for fix in finding.fixes where fix.edits.allSatisfy({ $0.span.file == 0 }) {
                    actions.append([
                        "title": .string(fix.title), "kind": "quickfix", "diagnostics": [json(finding)],
                        "isPreferred": .boolean(finding.fixes.count == 1 && !finding.leavesChoice),
                        "edit": edit(fix.edits),
                    ])
                }
            }
        }
        if wants("quickfix") {
            for finding in wanted {
                guard let allowing = allowing(finding) else { continue }
                actions.append([
                    "title": .string("suppress `\(finding.rule)` on this line"), "kind": "quickfix",
                    "diagnostics": [json(finding)], "isPreferred": false, "edit": edit([allowing]),
                ])
            }
        }
        if wants("refactor.rewrite"), let only = compilation.solution?.only {
            let edits = spec.edits(filling: only, in: source)
            if !edits.isEmpty {
                actions.append([
                    "title": "fill in the open sizes", "kind": "refactor.rewrite", "edit": edit(edits),
                ])
            }
        }
        // Computed only on request, because it compiles the spec several times.
        if let only, only.contains(where: { "source.fixAll.strata".hasPrefix($0) && !$0.isEmpty }) {
            let included = IncludedFiles()
            let outcome = FixAll.fixing(source, where: selection.shows) {
                SpecCompiler.compile($0, project: project?.budget, included: included, load: load).diagnostics
            }
            let edits = textEdits(to: outcome.source.bytes)
            if !edits.isEmpty {
                actions.append([
                    "title": "fix all unambiguous problems", "kind": "source.fixAll.strata",
                    "edit": ["changes": .object([(uri, .array(edits))])],
                ])
            }
        }
        return .array(actions)
    }

    private func isAmong(_ shown: [JSON], _ finding: Diagnostic) -> Bool {
        shown.contains { diagnostic in
            guard diagnostic["code"]?.string == finding.rule.name else { return false }
            return diagnostic["range"] == json(finding)["range"]
        }
    }
}

extension Span {
    fileprivate func touches(_ range: Range<Int>) -> Bool {
        file == 0 && start <= range.upperBound && range.lowerBound <= end
    }
}
