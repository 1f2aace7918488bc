import OperatingSystem

/// How findings are written down.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text
    case concise
    case json
    case sarif
    case github
    case checkstyle

    /// Whether a finding is written as soon as it is known; if not, all are written as one document.
    package var isLines: Bool { [.text, .concise, .github].contains(self) }

    /// What is written of one spec.
    package func lines(of spec: CheckedSpec, terminal: Terminal) -> String {
        switch self {
        case .text: FindingText(sources: spec.sources, terminal: terminal).text(of: spec.findings)
        case .concise: spec.findings.map { ConciseReport.line(of: $0, in: spec) + "\n" }.joined()
        case .github: spec.findings.map { GitHubReport.line(of: $0, in: spec) + "\n" }.joined()
        case .json, .sarif, .checkstyle: ""
        }
    }

    /// What is written of all specs together.
    package func document(of specs: [CheckedSpec]) -> String {
        switch self {
        case .json: JSONReport.text(specs) + "\n"
        case .sarif: SARIFReport.text(specs) + "\n"
        case .checkstyle: CheckstyleReport.text(specs)
        case .text, .concise, .github: ""
        }
    }
}
