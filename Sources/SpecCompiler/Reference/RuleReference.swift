import Basics

/// The pages of `docs/rules`, generated from the catalog: an index, and one page per rule.
public enum RuleReference {
    /// A page of the reference.
    public struct Page: Sendable {
        /// `bias-before-norm.md`
        public let file: String
        /// The page in Markdown.
        public let text: String
    }

    /// - Parameter show: returns the output of `strata check` for a finding.
    public static func pages(show: ([SourceFile], Diagnostic) -> String) -> [Page] {
        [Page(file: "README.md", text: index)]
            + RulePage.all.map { Page(file: "\($0.name).md", text: page(of: $0, show)) }
    }

    /// Whether the example can be shown. Text that can't be displayed, or is nested too deep to read, can't.
    public static func isShown(_ page: RulePage) -> Bool {
        ![.encoding, .documentLimit, .notFormatted].contains(page.rule)
    }

    /// The findings in a rule's example.
    public static func findings(of page: RulePage, show: ([SourceFile], Diagnostic) -> String) -> String {
        let source = SourceFile(path: "\(page.name).strata.yaml", text: RulePage.spec(page.example))
        let compilation = SpecCompiler.compile(source)
        return compilation.diagnostics.map { show(compilation.sources, $0) }.joined(separator: "\n\n")
    }

    // MARK: The index

    private static var index: String {
        let groups = Rule.Group.allCases.map { group in
            let rows = RulePage.all.filter { $0.group == group }.map {
                "| [`\($0.name)`](\($0.name).md) | \($0.severity.rawValue) | \($0.summary) |"
            }
            return
                "## \(group.title.capitalizedFirst)\n\n| rule | severity | summary |\n|---|---|---|\n"
                + rows.joined(separator: "\n")
        }
        return """
            # The rules

            \(LayerReference.note)

            Every finding of `strata check` has a rule name, in brackets at the end of the line. `strata explain NAME`
            shows the same text as these pages. An *error* is reported only if a spec is certainly wrong, and the
            command exits with 1. A *warning* is probably a mistake. *Advice* is a rule of thumb, with its source, for
            you to consider.

            A comment suppresses findings that you don't want to act on. `# strata: allow RULE` at the end of a line
            applies to that line; on a separate line, to everything that starts on the next line; before everything
            else, to the whole file. Separate several names with commas, and put a reason in parentheses. Errors can't
            be suppressed, and a comment that suppresses nothing is reported.

            A file named `.strata.yml` in the folder of a spec, or above it, configures a project: `select` and `ignore`
            list rules or groups (`structure`, `sizes`, `training`, `cost`, `advice`), `severity` is the lowest severity
            that is shown, and `budget` limits the costs of networks whose specs don't.

            \(groups.joined(separator: "\n\n"))

            """
    }

    // MARK: A page

    private static func page(of page: RulePage, _ show: ([SourceFile], Diagnostic) -> String) -> String {
        var parts = [
            "# \(page.name)", LayerReference.note,
            "*\(page.severity.rawValue.capitalizedFirst), in \(page.group.title).* \(page.summary)", page.reason,
            "Source: \(page.source).",
        ]
        if let evidence = page.evidence { parts += ["## Measured", evidence] }
        if isShown(page) {
            let name = "\(page.name).strata.yaml"
            parts += [
                "## Example",
                "```yaml \(name)\(page.severity == .error ? " mistaken" : " found")\n\(RulePage.spec(page.example))```",
                "```console\n$ strata check \(name)\n\(findings(of: page, show: show))\n\n\(summary(of: page))\n```",
                "## Better", "```yaml\n\(RulePage.spec(page.better))```",
            ]
        }
        if page.severity != .error {
            parts.append("To suppress this finding, add `# strata: allow \(page.name)` to the end of the line.")
        }
        parts.append("[All rules](README.md) · [The language](../language.md)")
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func summary(of page: RulePage) -> String {
        let source = SourceFile(path: "test", text: RulePage.spec(page.example))
        let count = SpecCompiler.compile(source).diagnostics.count
        switch page.severity {
        case .advice: return "\(counted(count, "suggestion")) in 1 spec"
        case .error, .warning: return "\(counted(count, page.severity.rawValue)) in 1 spec"
        }
    }
}
