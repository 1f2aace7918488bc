import Basics
import SpecCompiler

/// Which findings are shown.
package struct RuleSelection: Hashable, Sendable {
    /// The only rules to show; all of them if nil.
    package var selected: Set<Rule>?
    package var ignored: Set<Rule> = []
    /// Findings of lower severity aren't shown.
    package var severity = Severity.advice

    package init() {}

    package func shows(_ finding: Diagnostic) -> Bool {
        finding.severity >= severity && selected?.contains(finding.rule) != false && !ignored.contains(finding.rule)
    }

    /// Whether a command other than `check` shows a finding. An error in the network always stops it, whatever is
    /// selected.
    package func reports(_ finding: Diagnostic) -> Bool {
        shows(finding) || finding.severity == .error && !finding.isOfCost
    }

    /// Whether a finding is fixed: advice only if it was selected.
    package func fixes(_ finding: Diagnostic) -> Bool {
        shows(finding) && (finding.severity > .advice || selected != nil)
    }

    /// The rules that a list of names of rules and groups refers to.
    package static func rules(_ names: [String]) throws(UnknownRule) -> Set<Rule> {
        var rules: Set<Rule> = []
        for name in names {
            if let group = Rule.Group(rawValue: name) {
                rules.formUnion(RulePage.all.map(\.rule).filter { $0.group == group })
            } else if let page = RulePage.named(name) {
                rules.insert(page.rule)
            } else {
                throw UnknownRule(name: name)
            }
        }
        return rules
    }

    /// `a,b c` as a list.
    package static func names(_ text: String) -> [String] { text.split { $0 == "," || $0 == " " }.map(String.init) }

    package struct UnknownRule: Error {
        package var name: String

        package init(name: String) { self.name = name }

        package var message: String {
            let known = RulePage.all.map(\.name) + Rule.Group.names
            let closest = Suggestion.closest(to: name, among: known).map { "; did you mean `\($0)`?" }
            return "unknown rule `\(name)`" + (closest ?? "; `strata rules` lists all rules")
        }
    }
}

extension Rule.Group {
    /// The names of the groups of rules, in alphabetical order.
    package static let names = allCases.map(\.rawValue).sorted()
}

extension Diagnostic {
    /// Whether it is about the network's cost: a network over its budget is still valid.
    package var isOfCost: Bool { rule.group == .cost }
}
