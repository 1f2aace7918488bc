import SpecText

/// What is told of a rule: by `strata explain`, on its page of the documentation, and in the editor.
public struct RulePage: Sendable {
    public let rule: Rule
    /// How a spec is that the rule has nothing to say about, in a sentence.
    public let summary: String
    /// Why it matters.
    public let reason: String
    /// Where the claim can be read.
    public let source: String
    /// A spec that the rule fires on.
    public let example: String
    /// The same spec, better.
    public let better: String

    public var name: String { rule.name }
    public var group: Rule.Group { rule.group }
    public var severity: Severity { rule.severity }

    package init(_ rule: Rule, summary: String, reason: String, source: String, example: String, better: String) {
        self.rule = rule
        self.summary = summary
        self.reason = reason
        self.source = source
        self.example = example
        self.better = better
    }
}

extension RulePage {
    /// The spec of an example as it is compiled: with a name, where it writes none.
    public static func spec(_ text: String) -> String {
        (text.hasPrefix("model:") || text.hasPrefix("#") ? "" : "model: Example\n") + text + "\n"
    }
}
