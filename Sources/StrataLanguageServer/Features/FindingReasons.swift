import Basics
import SpecCompiler

extension Analysis {
    /// Why what was found at a place matters, once for each rule. What was found an editor shows beside it by itself.
    func reasons(at offset: Int) -> [(text: String, span: Span)] {
        findings.filter { $0.span.holds(offset) }.unique(by: \.rule).compactMap { finding in
            RulePage.of(finding.rule).map { (Self.text(of: $0), finding.span) }
        }
    }

    /// A rule's reason, and where more is to be read. There is no address of its page that holds on every machine.
    private static func text(of page: RulePage) -> String {
        var lines = ["**\(page.name)** (\(page.severity.rawValue)): \(page.summary)", page.reason]
        var more = "`strata explain \(page.name)` shows an example"
        if page.severity != .error { more += "; `# strata: allow \(page.name)` behind the line allows it" }
        lines.append(more + ".")
        return lines.joined(separator: "\n\n")
    }
}
