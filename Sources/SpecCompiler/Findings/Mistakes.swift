/// The findings that are no rules of their own: what keeps a text from being a spec, and a spec from being a network. The
/// rooms that find them say what is wrong at a place; here stands what is told of each in general.
extension RulePage {
    private static let mistakes = textMistakes + languageMistakes + sizeMistakes

    /// Of everything that can be found in a spec: the linter's rules, and the mistakes that keep a spec from being a network.
    public static let all = (LintRule.all.map(\.page) + mistakes).sorted { $0.rule < $1.rule }

    /// The page of a rule that a person names.
    public static func named(_ name: String) -> RulePage? { byName[name] }

    /// The page of a rule.
    public static func of(_ rule: Rule) -> RulePage? { byName[rule.name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
