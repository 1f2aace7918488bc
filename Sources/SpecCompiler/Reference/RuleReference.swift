import Basics

/// The pages of `docs/rules`: one a rule and an index, made from the catalogue.
public enum RuleReference {
    /// A page of the reference.
    public struct Page: Sendable {
        /// `bias-before-norm.md`
        public let file: String
        /// The page in Markdown.
        public let text: String
    }

    /// - Parameter show: what `strata check` prints of a finding.
    public static func pages(show: ([SourceFile], Diagnostic) -> String) -> [Page] {
        [Page(file: "README.md", text: index)]
            + RulePage.all.map { Page(file: "\($0.name).md", text: page(of: $0, show)) }
    }

    /// Whether the example can be shown: not what is no text, or too deep to read.
    public static func isShown(_ page: RulePage) -> Bool {
        ![.encoding, .documentLimit, .notFormatted].contains(page.rule)
    }

    /// What is found in a rule's example.
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
                "## \(group.title.capitalizedFirst)\n\n| rule | severity | a spec without findings |\n|---|---|---|\n"
                + rows.joined(separator: "\n")
        }
        return """
            # The rules

            \(LayerReference.note)

            Everything that `strata check` can find has a name, which stands in brackets behind the finding; `strata explain NAME`
            shows the same as the pages here. An *error* is reported only where a spec is certainly wrong, and ends the
            command with 1. A *warning* is most likely a mistake. *Advice* is a rule of thumb with its source, for you to weigh.

            Where something is meant as it is, a comment allows it: `# strata: allow RULE` at the end of a line stands for that
            line; on a line of its own for what begins on the next, all of it; before everything else for the file. Several names
            are parted by commas, and a reason goes into parentheses. Errors can't be allowed, and a comment that allows nothing
            is itself reported.

            A file named `.strata.yml` in the folder of a spec, or above, says what a project wants to be told: `select` and
            `ignore` take names of rules or groups (`structure`, `sizes`, `training`, `cost`, `advice`), `severity` the least
            that is shown, and `budget` what a network may cost where its spec does not say so.

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
            parts.append("Where it is meant as it is: `# strata: allow \(page.name)` behind the line.")
        }
        parts.append("[All rules](README.md) · [The language](../language.md)")
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func summary(of page: RulePage) -> String {
        let source = SourceFile(path: "test", text: RulePage.spec(page.example))
        let count = SpecCompiler.compile(source).diagnostics.count
        switch page.severity {
        case .advice: return "\(count) of advice in 1 spec"
        case .error, .warning: return "\(counted(count, page.severity.rawValue)) in 1 spec"
        }
    }
}
