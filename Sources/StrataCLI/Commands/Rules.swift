import SpecRuns
import OperatingSystem
import Basics
import ArgumentParser
import SpecCompiler

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists everything that `strata check` can find.",
        discussion:
            "A row each: the rule's name, how much it weighs, and how a spec is that it has nothing to say about.")

    @Argument(
        help: ArgumentHelp(
            "Only this group: \(Rule.Group.names.joined(separator: ", ")).", valueName: "group"),
        completion: .list(Rule.Group.names))
    var group: String?

    @Flag(help: "Write JSON for other programs.")
    var json = false

    func validate() throws {
        if let group, Rule.Group(rawValue: group) == nil {
            throw ValidationError(
                "no group is called `\(group)`; they are \(Suggestion.list(Rule.Group.names, conjunction: "and"))"
            )
        }
    }

    func run() throws {
        let wanted = group.flatMap(Rule.Group.init(rawValue:))
        let pages = RulePage.all.filter { wanted == nil || $0.group == wanted }
        try Terminal.output.write(json ? Self.json(pages) + "\n" : Self.text(pages, terminal: .output))
    }

    static func text(_ pages: [RulePage], terminal: Terminal) -> String {
        let rows = TextTable(pages.map { [$0.name, $0.severity.rawValue, $0.summary] }).lines
        return Rule.Group.allCases.compactMap { group in
            let lines = zip(pages, rows).filter { $0.0.group == group }.map { "  \($0.1)\n" }
            return lines.isEmpty ? nil : terminal.bold(group.title) + "\n" + lines.joined()
        }.joined(separator: "\n")
    }

    private static func json(_ pages: [RulePage]) -> String {
        let list = JSON.array(
            pages.map { page in
                [
                    "name": .string(page.name), "group": .string(page.group.title),
                    "severity": .string(page.severity.rawValue), "summary": .string(page.summary),
                    "reason": .string(page.reason), "source": .string(page.source),
                    "example": .string(RulePage.spec(page.example)), "better": .string(RulePage.spec(page.better)),
                ]
            })
        return list.text()
    }
}
