import Basics
import SpecCompiler

/// Which findings are shown.
package struct RuleSelection: Hashable, Sendable {
    /// The only rules; all of them where nil.
    package var selected: Set<Rule>?
    package var ignored: Set<Rule> = []
    /// What weighs less is left out.
    package var severity = Severity.advice

    package init() {}

    package func shows(_ finding: Diagnostic) -> Bool {
        finding.severity >= severity && selected?.contains(finding.rule) != false && !ignored.contains(finding.rule)
    }

    /// Whether a finding is told by a command that wants something else of a spec than its findings. A mistake of the network
    /// stops it, whatever is chosen.
    package func tells(_ finding: Diagnostic) -> Bool {
        shows(finding) || finding.severity == .error && !finding.isOfCost
    }

    /// Whether a finding is mended: advice is only advice, unless someone asks for it.
    package func mends(_ finding: Diagnostic) -> Bool {
        shows(finding) && (finding.severity > .advice || selected != nil)
    }

    /// The rules that a list of names stands for.
    /// - Throws: a sentence about a name that is none.
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
            return "no rule is called `\(name)`" + (closest ?? "; `strata rules` lists them")
        }
    }
}

extension Rule.Group {
    /// What a person writes for a whole group of rules, in alphabetical order.
    package static let names = allCases.map(\.rawValue).sorted()
}

extension Diagnostic {
    /// Whether it is about what the network costs: to cost too much is no mistake of it.
    package var isOfCost: Bool { rule.group == .cost }
}
