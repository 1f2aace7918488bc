/// The pages of mistakes, which keep a text from being a spec, or a spec from being a network. The modules that find
/// them create the messages; the pages document each kind in general.
extension RulePage {
    private static let mistakes = textMistakes + languageMistakes + sizeMistakes + tableMistakes

    /// The pages of everything that can be found in a spec: the linter's rules, and the mistakes.
    public static let all = (LintRule.all.map(\.page) + mistakes).sorted { $0.rule < $1.rule }

    /// The page of the rule with a name.
    public static func named(_ name: String) -> RulePage? { byName[name] }

    /// The page of a rule.
    public static func of(_ rule: Rule) -> RulePage? { byName[rule.name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
