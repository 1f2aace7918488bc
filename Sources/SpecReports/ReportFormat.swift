import OperatingSystem

/// An output format for findings.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text
    case concise
    case json
    case sarif
    case github
    case checkstyle

    /// Whether each finding is written as soon as it is known, rather than all as one document.
    package var isLines: Bool { [.text, .concise, .github].contains(self) }

    /// The output for one spec, in a format of lines.
    package func lines(of spec: CheckedSpec, terminal: Terminal) -> String {
        switch self {
        case .text: FindingText(sources: spec.sources, terminal: terminal).text(of: spec.findings)
        case .concise: spec.lines(ConciseReport.line) { $0 }
        case .github: spec.lines(GitHubReport.line, more: GitHubReport.line)
        case .json, .sarif, .checkstyle: ""
        }
    }

    /// The output for all specs, in a format of one document.
    package func document(of specs: [CheckedSpec]) -> String {
        switch self {
        case .json: JSONReport.text(specs) + "\n"
        case .sarif: SARIFReport.text(specs) + "\n"
        case .checkstyle: CheckstyleReport.text(specs)
        case .text, .concise, .github: ""
        }
    }
}
