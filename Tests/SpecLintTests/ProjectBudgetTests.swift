import SpecCompiler
import Testing

/// The budget of a project's file, for every spec that does not state its own.
@Suite("A project's budget") struct ProjectBudgetTests {
    /// 2,610 parameters and 4,864 multiply-accumulates; `BudgetTests` works them out.
    private static func spec(_ line: String = "", name: String = "model: A") -> String {
        """
        \(name)
        input: 8x8x1
        \(line)
        body:
          - 3x3 conv, 4, pad 1
        head:
          - flatten
          - fc 10
        """
    }

    private func compilation(_ text: String, project: String) -> SpecCompiler.Compilation {
        let file = SourceFile(path: ".strata.yml", text: project)
        let budget = YAMLParser.parse(file).0.root.map { ProjectBudget.read($0, in: file).budget }
        return SpecCompiler.compile(SourceFile(path: "test", text: text), project: budget)
    }

    private func rules(_ text: String, project: String) -> [String] {
        compilation(text, project: project).diagnostics.filter { $0.severity > .advice }.map(\.rule.name)
    }

    @Test("a budget that is exceeded is reported at the model's name, with the line that states it")
    func placed() throws {
        let compilation = compilation(Self.spec(), project: "{macs: 1G, parameters: 2k}")
        let finding = try #require(compilation.diagnostics.first { $0.rule.name == "budget" })
        #expect(finding.severity == .error)
        #expect(finding.message == "the network has 2,610 parameters, 610 more than the project's budget of 2,000")
        #expect(compilation.source.text(at: finding.span) == "A")
        let note = try #require(finding.notes.first)
        #expect(note.message == "the project's budget")
        let source = compilation.sources[note.span.file]
        #expect(source.path == ".strata.yml" && source.text(at: note.span) == "2k")
        #expect(finding.notes.dropFirst().map(\.message) == ["fc1 has the most of them, 2,570"])
    }

    @Test("everything that a budget limits is checked")
    func everyLimit() {
        let project = "{macs: 4k, parameters: 2k, inference memory: 1kB, training memory: 1kB}"
        #expect(rules(Self.spec(), project: project) == ["budget", "budget", "memory-budget", "memory-budget"])
        #expect(
            rules(
                Self.spec(),
                project: "{macs: 4.864k, parameters: 2.61k, inference memory: 1MB, training memory: 1MB}") == [])
    }

    @Test(
        "a spec's own limit replaces the project's, and no other",
        arguments: [
            ("budget: {parameters: 3k}", ["budget"]), ("budget: {macs: 5k}", ["budget"]),
            ("budget: {macs: 5k, parameters: 3k}", []), ("budget: {inference memory: 1MB}", ["budget", "budget"]),
        ])
    func ownBudget(_ line: String, _ expected: [String]) {
        #expect(rules(Self.spec(line), project: "{macs: 4k, parameters: 2k}") == expected)
    }

    @Test(
        "the project's budget is not checked where the spec's own can't be read",
        arguments: [
            ("budget: {parameters: 3MB}", "wrong-type"), ("budget: {parameter: 3k}", "unknown-key"),
            ("budget: 3k", "wrong-type"),
        ])
    func unread(_ line: String, _ rule: String) {
        #expect(rules(Self.spec(line), project: "{parameters: 2k}") == [rule])
    }

    @Test("a comment after the model's name allows a budget of memory, and counts as used")
    func allowed() {
        let name = "model: A  # strata: allow memory-budget"
        #expect(rules(Self.spec(name: name), project: "{training memory: 1kB}") == [])
        let all = compilation(Self.spec(name: name), project: "{training memory: 1kB}").diagnostics.map(\.rule.name)
        #expect(!all.contains("unused-allow"))
    }

    @Test("the budget of a spec without a name is checked")
    func nameless() throws {
        let compilation = compilation(Self.spec(name: ""), project: "{parameters: 2k}")
        let finding = try #require(compilation.diagnostics.first { $0.rule.name == "budget" })
        #expect(finding.span == Span(start: 0, end: 0))
    }

    @Test("a file that only defines blocks has no budget")
    func blocks() {
        #expect(rules("define:\n  twice:\n    layers: [relu, relu]\n", project: "{parameters: 1}") == [])
    }
}
