import Basics
import SpecCompiler

extension ShownFindings.Entry {
    /// `net.strata.yaml:4: 4,980 more findings in this line`; nil for a finding.
    func rest(in sources: [SourceFile]) -> String? {
        switch self {
        case .finding: return nil
        case .inLine(let count, let span):
            let source = sources.file(of: span)
            return "\(source.path):\(source.line(at: span.start)): \(counted(count, "more finding")) in this line"
        case .inSpec(let count, let span):
            let source = sources.file(of: span)
            return "\(source.path):\(source.line(at: span.start)): \(counted(count, "more finding")) from here on"
        }
    }
}

extension CheckedSpec {
    /// A line for each finding that is shown, and for each number of others.
    func lines(_ line: (Diagnostic, CheckedSpec) -> String, more: (String) -> String) -> String {
        ShownFindings(findings, in: sources).entries.map { entry in
            if case .finding(let finding) = entry { return line(finding, self) + "\n" }
            return more(entry.rest(in: sources) ?? "") + "\n"
        }.joined()
    }
}
