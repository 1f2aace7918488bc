import SpecCompiler

extension Analysis {
    /// The ways to mend what stands in a range.
    ///
    /// - Parameter only: the kinds that the client asks for; nil for all.
    func codeActions(in range: Range<Int>, only: [String]?, load: @escaping SpecCompiler.Loader) -> JSONValue {
        func wants(_ kind: String) -> Bool {
            only.map { $0.contains { kind == $0 || kind.hasPrefix($0 + ".") || $0.isEmpty } } ?? true
        }
        var actions: [JSONValue] = []
        if wants("quickfix") {
            for finding in compilation.diagnostics where finding.span.touches(range) {
                for fix in finding.fixes where fix.edits.allSatisfy({ $0.span.file == 0 }) {
                    actions.append([
                        "title": .string(fix.title), "kind": "quickfix", "diagnostics": [json(finding)],
                        "isPreferred": .boolean(finding.fixes.count == 1), "edit": edit(fix.edits),
                    ])
                }
            }
        }
        if wants("refactor.rewrite"), let only = compilation.solution?.only {
            let edits = spec.edits(filling: only, in: source)
            if !edits.isEmpty {
                actions.append([
                    "title": "write down the sizes that are left open", "kind": "refactor.rewrite", "edit": edit(edits),
                ])
            }
        }
        // It is worked out where somebody asks for it: it compiles the spec several times.
        if let only, only.contains(where: { "source.fixAll.strata".hasPrefix($0) && !$0.isEmpty }) {
            let edits = textEdits(to: FixAll(load: load).mended(compilation).bytes)
            if !edits.isEmpty {
                actions.append([
                    "title": "mend all that has one way to mend it", "kind": "source.fixAll.strata",
                    "edit": ["changes": .object([uri: .array(edits)])],
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

/// Mends every finding that has just one way to be mended, and keeps what leaves no more errors than there were.
struct FixAll {
    /// What one change shows is mended by the next.
    private static let mostRounds = 8

    let load: SpecCompiler.Loader

    func mended(_ compilation: SpecCompiler.Compilation) -> SourceFile {
        var best = compilation
        for _ in 0..<Self.mostRounds {
            let edits = Self.edits(of: best.diagnostics)
            guard !edits.isEmpty else { break }
            let next = SpecCompiler.compile(best.source.applying(edits), load: load)
            guard Self.errors(next) <= Self.errors(best), next.diagnostics.count < best.diagnostics.count else { break }
            best = next
        }
        return best.source
    }

    private static func errors(_ compilation: SpecCompiler.Compilation) -> Int {
        compilation.diagnostics.count { $0.severity == .error }
    }

    /// The edits of all such fixes that don't overlap, the first of the text first.
    private static func edits(of findings: [Diagnostic]) -> [Diagnostic.Edit] {
        var taken: [Diagnostic.Edit] = []
        for finding in findings where finding.fixes.count == 1 {
            let edits = finding.fixes[0].edits
            let isFree = edits.allSatisfy { edit in
                edit.span.file == 0
                    && taken.allSatisfy { $0.span.end < edit.span.start || edit.span.end < $0.span.start }
            }
            if isFree { taken += edits }
        }
        return taken
    }
}
