import SpecText

/// The documentation of a rule, for `strata explain`, its page in the documentation, and the editor.
public struct RulePage: Sendable {
    public let rule: Rule
    /// A sentence about what a spec without the finding looks like.
    public let summary: String
    /// Why it matters.
    public let reason: String
    /// The source of the claim.
    public let source: String
    /// What was measured, as Markdown.
    public let evidence: String?
    /// A spec that the rule fires on.
    public let example: String
    /// The same spec without the finding.
    public let better: String

    public var name: String { rule.name }
    public var group: Rule.Group { rule.group }
    public var severity: Severity { rule.severity }

    package init(
        _ rule: Rule, summary: String, reason: String, source: String, evidence: String? = nil, example: String,
        better: String
    ) {
        self.rule = rule
        self.summary = summary
        self.reason = reason
        self.source = source
        self.evidence = evidence
        self.example = example
        self.better = better
    }
}

extension RulePage {
    /// Returns the spec of an example as it is compiled, with a name if it has none.
    public static func spec(_ text: String) -> String {
        (text.hasPrefix("model:") || text.hasPrefix("#") ? "" : "model: Example\n") + text + "\n"
    }
}
