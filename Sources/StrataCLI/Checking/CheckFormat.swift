import ArgumentParser
import SpecCompiler

/// How findings are written down.
enum CheckFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case concise
    case json
    case sarif
    case github
    case checkstyle

    /// Whether a finding is written as soon as it is known; if not, all are written as one document.
    var isLines: Bool { [.text, .concise, .github].contains(self) }

    /// What is written of one spec.
    func lines(of spec: CheckedSpec) -> String {
        switch self {
        case .text:
            let text = FindingText(sources: spec.sources, terminal: .output)
            return spec.findings.map { text.text(of: $0) + "\n\n" }.joined()
        case .concise: return spec.findings.map { ConciseReport.line(of: $0, in: spec) + "\n" }.joined()
        case .github: return spec.findings.map { GitHubReport.line(of: $0, in: spec) + "\n" }.joined()
        case .json, .sarif, .checkstyle: return ""
        }
    }

    /// What is written of all specs together.
    func document(of specs: [CheckedSpec]) -> String {
        switch self {
        case .json: JSONReport.text(specs) + "\n"
        case .sarif: SARIFReport.text(specs) + "\n"
        case .checkstyle: CheckstyleReport.text(specs)
        case .text, .concise, .github: ""
        }
    }
}
