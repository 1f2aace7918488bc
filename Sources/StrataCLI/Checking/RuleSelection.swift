import SpecCompiler

/// Which findings are shown.
struct RuleSelection {
    /// The only rules; all of them where nil.
    var selected: Set<String>?
    var ignored: Set<String> = []
    /// What weighs less is left out.
    var severity = Severity.advice

    func shows(_ finding: Diagnostic) -> Bool {
        finding.severity >= severity && selected?.contains(finding.rule) != false && !ignored.contains(finding.rule)
    }

    /// Whether a finding is mended: advice is only advice, unless someone asks for it.
    func mends(_ finding: Diagnostic) -> Bool {
        shows(finding) && (finding.severity > .advice || selected != nil)
    }

    /// The names that stand for whole groups of rules.
    static let groups: [String: RulePage.Group] = [
        "structure": .structure, "sizes": .sizes, "training": .training, "cost": .cost, "advice": .advice,
    ]

    /// The rules that a list of names stands for.
    /// - Throws: a sentence about a name that is none.
    static func rules(_ names: [String]) throws(UnknownRule) -> Set<String> {
        var rules: Set<String> = []
        for name in names {
            if let group = groups[name] {
                rules.formUnion(RulePage.all.filter { $0.group == group }.map(\.name))
            } else if RulePage.named(name) != nil {
                rules.insert(name)
            } else {
                throw UnknownRule(name: name)
            }
        }
        return rules
    }

    /// `a,b c` as a list.
    static func names(_ text: String) -> [String] { text.split { $0 == "," || $0 == " " }.map(String.init) }

    struct UnknownRule: Error {
        var name: String

        var message: String {
            let known = RulePage.all.map(\.name) + groups.keys.sorted()
            let closest = Suggestion.closest(to: name, among: known).map { "; did you mean `\($0)`?" }
            return "no rule is called `\(name)`" + (closest ?? "; `strata rules` lists them")
        }
    }
}
