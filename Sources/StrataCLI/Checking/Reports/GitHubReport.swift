import SpecCompiler

/// Commands that GitHub Actions turn into notes beside the lines of a change
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
enum GitHubReport {
    static func line(of finding: Diagnostic, in spec: CheckedSpec) -> String {
        let place = spec.place(of: finding.span)
        let command =
            switch finding.severity {
            case .error: "error"
            case .warning: "warning"
            case .advice: "notice"
            }
        var fields = ["file=\(property(place.path))", "line=\(place.line)", "endLine=\(place.endLine)"]
        // Columns are taken on one line only.
        if place.line == place.endLine { fields += ["col=\(place.column)", "endColumn=\(place.endColumn)"] }
        fields.append("title=\(property("strata: \(finding.rule)"))")
        let message = finding.message + (finding.guidance.map { "\n\($0)" } ?? "")
        return "::\(command) \(fields.joined(separator: ","))::\(data(message))"
    }

    private static func data(_ text: String) -> String {
        escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
    }

    private static func property(_ text: String) -> String {
        escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
    }

    private static func escaped(_ text: String, _ escapes: [Unicode.Scalar: String]) -> String {
        text.unicodeScalars.reduce(into: "") { $0 += escapes[$1] ?? String($1) }
    }
}
