import Foundation
import TestSupport
import Testing

/// The budget in a project's `.strata.yml` on the command line.
@Suite("A project's budget on the command line") struct ProjectBudgetTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(Self.spec, to: "nets/a.strata.yaml")
    }

    /// 7 parameters.
    private static let spec = "model: A\ninput: 6\nhead:\n  - fc 1\n"

    private func project(_ text: String) throws { try folder.write(text, to: ".strata.yml") }

    private func strata(_ arguments: String..., below name: String = "") throws -> Shell.Outcome {
        try Shell.run(
            Strata.path, arguments, in: name.isEmpty ? folder.url : folder.url.appendingPathComponent(name),
            environment: ["XDG_CACHE_HOME": folder.url.appendingPathComponent("caches").path])
    }

    @Test("a finding shows where the limit comes from, relative to the current folder")
    func text() throws {
        try project("# ours\nbudget:\n  parameters: 5\n")
        let outcome = try strata("check", "--severity", "error", "nets")
        #expect(
            outcome.output == """
                nets/a.strata.yaml:1:8: error: the network has 7 parameters, 2 more than the project's budget of 5 [budget]
                  1 | model: A
                    |        ^
                ...
                  4 |   - fc 1
                    |     ---- fc1 has the most of them, 7
                .strata.yml:3:15:
                  3 |   parameters: 5
                    |               - the project's budget
                    help: `strata shapes` shows what each layer costs


                """)
        #expect(outcome.code == 1)
        #expect(try strata("check", "a.strata.yaml", below: "nets").output.contains("\n../.strata.yml:3:15:\n"))
        let absolute = folder.url.resolvingSymlinksInPath().path
        #expect(
            try strata("check", "\(absolute)/nets/a.strata.yaml").output.contains("\n\(absolute)/.strata.yml:3:15:\n"))
    }

    @Test("machine-readable reports include the project's file as a second place")
    func reports() throws {
        try project("budget: {parameters: 5}\n")
        #expect(try strata("check", "--format", "json", "nets").output.contains("\"file\": \".strata.yml\""))
        #expect(try strata("check", "--format", "sarif", "nets").output.contains("\"uri\": \".strata.yml\""))
    }

    @Test("a kept result is discarded when the project's budget is added, changed, or removed")
    func cache() throws {
        #expect(try strata("check", "nets").code == 0)
        try project("budget: {parameters: 5}\n")
        let first = try strata("check", "nets")
        #expect(first.code == 1)
        #expect(try strata("check", "nets").output == first.output)
        try project("budget: {parameters: 6}\n")
        #expect(try strata("check", "nets").output.contains("budget of 6"))
        try project("budget: {parameters: 7}\n")
        #expect(try strata("check", "nets").code == 0)
        try project("budget: {parameters: 6}\nignore: budget\n")
        #expect(try strata("check", "nets").code == 0)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent(".strata.yml"))
        #expect(try strata("check", "nets").code == 0)
    }

    @Test("the project's budget applies to every command that reads a spec, unless the project ignores it")
    func others() throws {
        try project("budget: {parameters: 5}\n")
        let refused = try strata("diff", "nets/a.strata.yaml", "nets/a.strata.yaml")
        #expect(refused.code == 1)
        #expect(refused.errors.contains("[budget]") && refused.output.isEmpty)
        try project("budget: {parameters: 5}\nignore: cost\n")
        let shown = try strata("diff", "nets/a.strata.yaml", "nets/a.strata.yaml")
        #expect(shown.code == 0)
        #expect(shown.errors.isEmpty, "\(shown.errors)")
    }

    @Test("the costs of each layer are shown for a network that costs too much", arguments: [[], ["--json"]])
    func shapes(_ options: [String]) throws {
        try project("budget: {parameters: 5}\n")
        let outcome = try Strata.run("shapes", "nets/a.strata.yaml", in: folder.url, options)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("[budget]"))
        #expect(outcome.output.contains("fc1") && outcome.output.contains("7"))
    }

    @Test(
        "a mistake in the project's budget is reported with its place",
        arguments: [
            ("budget: {parameter: 5}", ":1:10: error: a budget has no key `parameter`; did you mean `parameters`?"),
            (
                "budget: 5",
                ":1:9: error: a budget can't be text; write the limits, for example {parameters: 100k, macs: 10M}"
            ),
            (
                "budget: {macs: 5MB}",
                ":1:16: error: macs can't be `5MB`; write a number above zero, such as `61706`, `100k`, or `1.5M`"
            ),
            ("budgets: {macs: 5}", ":1:1: error: unknown key `budgets`; did you mean `budget`?"),
        ])
    func mistakes(_ text: String, _ message: String) throws {
        try project(text + "\n")
        let outcome = try strata("check", "nets")
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix(".strata.yml\(message)\n"), "\(outcome.errors)")
    }
}
