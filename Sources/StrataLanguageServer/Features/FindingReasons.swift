import Basics
import SpecCompiler

extension Analysis {
    /// Why the findings at a place matter, once for each rule. Editors show the findings themselves.
    func reasons(at offset: Int) -> [(text: String, span: Span)] {
        findings.filter { $0.span.holds(offset) }.unique(by: \.rule).compactMap { finding in
            RulePage.of(finding.rule).map { (Self.text(of: $0), finding.span) }
        }
    }

    /// A rule's reason, and the command that shows more, because the rule's page has no address that is valid on every
    /// machine.
    private static func text(of page: RulePage) -> String {
        var lines = ["**\(page.name)** (\(page.severity.rawValue)): \(page.summary)", page.reason]
        var more = "`strata explain \(page.name)` shows an example"
        if page.severity != .error { more += "; `# strata: allow \(page.name)` at the end of the line suppresses it" }
        lines.append(more + ".")
        return lines.joined(separator: "\n\n")
    }
}
