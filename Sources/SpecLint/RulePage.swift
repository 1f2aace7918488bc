import SpecText

/// What is told of a rule: by `strata explain`, on its page of the documentation, and in the editor.
public struct RulePage: Sendable {
    public enum Group: String, Sendable, CaseIterable {
        case structure = "syntax and structure"
        case sizes = "sizes"
        case training = "training mistakes"
        case cost = "cost"
        case advice = "advice"
    }

    /// Words joined by hyphens.
    public let name: String
    public let group: Group
    public let severity: Severity
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

    init(
        _ name: String, _ group: Group, _ severity: Severity, summary: String, reason: String, source: String,
        example: String, better: String
    ) {
        self.name = name
        self.group = group
        self.severity = severity
        self.summary = summary
        self.reason = reason
        self.source = source
        self.example = example
        self.better = better
    }

    /// Of everything that can be found in a spec: the rules, and the mistakes that keep a spec from being a network.
    public static let all = (LintRule.all.map(\.page) + mistakes).sorted { $0.name < $1.name }

    public static func named(_ name: String) -> RulePage? { byName[name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

extension RulePage {
    /// The spec of an example as it is compiled: with a name, where it writes none.
    public static func spec(_ text: String) -> String {
        (text.hasPrefix("model:") || text.hasPrefix("#") ? "" : "model: Example\n") + text + "\n"
    }
}
