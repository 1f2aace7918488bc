import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecReports
import SpecRuns

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells what a rule finds, why it matters, and what is better.",
        discussion: "A rule's name is in brackets after each finding of `strata check`.")

    @Argument(
        help: ArgumentHelp("The rule's name, for example, bias-before-norm.", valueName: "rule"),
        completion: .list(RulePage.all.map(\.name)))
    var rule: String

    func validate() throws {
        guard RulePage.named(rule) == nil else { return }
        throw ValidationError(RuleSelection.UnknownRule(name: rule).message)
    }

    func run() throws {
        guard let page = RulePage.named(rule) else { return }
        try Terminal.output.write(Self.text(of: page, terminal: .output))
    }

    static func text(of page: RulePage, terminal: Terminal) -> String {
        func code(_ spec: String) -> String {
            spec.split(separator: "\n", omittingEmptySubsequences: false).map {
                $0.isEmpty ? "" : "    \(String($0).shown)"
            }
            .joined(separator: "\n")
        }
        let findings = RuleReference.findings(of: page) { sources, finding in
            FindingText(sources: sources, terminal: terminal).text(of: finding)
        }
        var parts = [
            "\(terminal.bold(page.name))  \(page.severity.rawValue), \(page.group.title)",
            wrapped(page.summary), wrapped(page.reason), wrapped("Source: \(page.source)."),
        ]
        if RuleReference.isShown(page) {
            parts += [terminal.bold("For example"), code(page.example)]
            if !findings.isEmpty { parts.append(findings) }
            parts += [terminal.bold("Better"), code(page.better)]
        }
        if page.severity != .error {
            parts.append(
                wrapped("To suppress this finding, add `# strata: allow \(page.name)` to the end of the line."))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// Wraps a text to lines of about 90 characters.
    private static func wrapped(_ text: String) -> String { text.wrapped(to: 91).joined(separator: "\n") }
}
