import Basics
import SpecCompiler

extension Analysis {
    /// The quick fixes and rewrites for a range.
    ///
    /// - Parameter only: the kinds that the client asks for; nil for all.
    func codeActions(in range: Range<Int>, only: [String]?, load: SpecCompiler.Loader) -> JSON {
        func wants(_ kind: String) -> Bool {
            only.map { $0.contains { kind == $0 || kind.hasPrefix($0 + ".") || $0.isEmpty } } ?? true
        }
        var actions: [JSON] = []
        if wants("quickfix") {
            for finding in findings where finding.span.touches(range) {
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
            for finding in findings where finding.span.touches(range) {
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
}

extension Span {
    fileprivate func touches(_ range: Range<Int>) -> Bool {
        file == 0 && start <= range.upperBound && range.lowerBound <= end
    }
}
