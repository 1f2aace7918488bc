import SpecCompiler

/// Commands that GitHub Actions turns into annotations on the lines of a change
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
enum GitHubReport {
    /// A line about findings that aren't shown.
    static func line(_ text: String) -> String { "::notice title=strata::\(Escaping.gitHubMessage(text))" }

    static func line(of finding: Diagnostic, in spec: CheckedSpec) -> String {
        let place = spec.place(of: finding.span)
        let command =
            switch finding.severity {
            case .error: "error"
            case .warning: "warning"
            case .advice: "notice"
            }
        var fields = ["file=\(Escaping.gitHubProperty(place.path))", "line=\(place.line)", "endLine=\(place.endLine)"]
        // Columns are supported only within one line.
        if place.line == place.endLine { fields += ["col=\(place.column)", "endColumn=\(place.endColumn)"] }
        fields.append("title=\(Escaping.gitHubProperty("strata: \(finding.rule)"))")
        let message = finding.message + (finding.guidance.map { "\n\($0)" } ?? "")
        return "::\(command) \(fields.joined(separator: ","))::\(Escaping.gitHubMessage(message))"
    }
}
