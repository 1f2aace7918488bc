import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecRuns

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Lists everything that `strata check` can find.",
        discussion:
            "Each row has the rule's name, its severity, and what a spec without the finding looks like.")

    @Argument(
        help: ArgumentHelp(
            "List only this group: \(Rule.Group.names.joined(separator: ", ")).", valueName: "group"),
        completion: .list(Rule.Group.names))
    var group: String?

    @Flag(help: "Write JSON for other programs.")
    var json = false

    func validate() throws {
        if let group, Rule.Group(rawValue: group) == nil {
            throw ValidationError(
                "unknown group `\(group)`; the groups are \(Suggestion.list(Rule.Group.names, conjunction: "and"))"
            )
        }
    }

    func run() throws {
        let wanted = group.flatMap(Rule.Group.init(rawValue:))
        let pages = RulePage.all.filter { wanted == nil || $0.group == wanted }
        try Terminal.output.write(json ? Self.json(pages) + "\n" : Self.text(pages, terminal: .output))
    }

    static func text(_ pages: [RulePage], terminal: Terminal) -> String {
        let rows = TextTable(
            pages.map { [$0.name, $0.severity.rawValue, $0.summary] }, columns: Terminal.output.columns
        ).lines
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
