import Basics
import SpecCompiler
import TestSupport
import Testing

@testable import StrataLanguageServer

/// `.strata.yml` means the same in an editor as for `strata check`.
@Suite("A project's file in the editor")
struct ProjectTests {
    private let folder: TemporaryFolder
    /// A bias before a batch norm is a warning, a head of 11 for ten classes an error, a 7x7 kernel advice.
    private static let spec = """
        model: A
        input: 28x28x1
        body:
          - 3x3 conv, 16, pad 1, relu
          - 7x7 conv, 16, pad 3
          - batch norm
        head:
          - fc 11
        train:
          data: fashion-mnist

        """

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, to path: String = ".strata.yml") throws { try folder.write(text, to: path) }

    private func editor(capabilities: JSON = [:]) throws -> Editor {
        let path = try folder.write(Self.spec, to: "deep/er/a.strata.yaml")
        return Editor(Self.spec, uri: PercentEncoding.fileAddress(path), capabilities: capabilities)
    }

    private func save(_ editor: Editor) {
        editor.notify("textDocument/didSave", ["textDocument": ["uri": .string(editor.uri)]])
    }

    private func rules(_ editor: Editor) throws -> Set<String> {
        Set(try #require(editor.findings()).compactMap { $0["code"]?.string })
    }

    @Test("without a project's file everything is reported")
    func none() throws {
        #expect(try rules(editor()) == ["bias-before-norm", "class-count", "large-kernel"])
    }

    @Test(
        "rules that the project's file ignores aren't reported, and those that it selects are",
        arguments: [
            ("ignore: large-kernel\n", ["bias-before-norm", "class-count"]), ("severity: error\n", ["class-count"]),
            ("select: cost\n", ["large-kernel"]), ("", ["bias-before-norm", "class-count", "large-kernel"]),
        ] as [(String, Set<String>)])
    func selection(_ text: String, _ expected: Set<String>) throws {
        try write(text)
        #expect(try rules(editor()) == expected)
    }

    @Test("the nearest project's file above a spec applies")
    func nearest() throws {
        try write("select: large-kernel\n")
        try write("severity: error\n", to: "deep/.strata.yml")
        #expect(try rules(editor()) == ["class-count"])
    }

    @Test(
        "a change of the project's file is seen when a text is saved, and when the editor says that files have changed",
        arguments: ["textDocument/didSave", "workspace/didChangeWatchedFiles"])
    func changed(_ message: String) throws {
        let editor = try editor()
        try write("severity: error\n")
        editor.notify(message)
        #expect(try rules(editor) == ["class-count"])
        try write("severity: advice\n")
        editor.notify(message)
        #expect(try rules(editor) == ["bias-before-norm", "class-count", "large-kernel"])
    }

    @Test("a client that requests findings is asked to request them again")
    func pulled() throws {
        let editor = try editor(capabilities: [
            "textDocument": ["diagnostic": [:]], "workspace": ["diagnostics": ["refreshSupport": true]],
        ])
        try write("severity: error\n")
        save(editor)
        #expect(editor.received.contains { $0["method"] == "workspace/diagnostic/refresh" })
        #expect(editor.ask("diagnostic")["items"]?.array?.compactMap { $0["code"]?.string } == ["class-count"])
    }

    @Test func aFixIsOfferedForADiagnosticElsewhereInTheLine() throws {
        let editor = Editor(Editor.layers("3x3 conv, 8, pad 1", "3x3 cnv, 8"))
        let finding = try #require(editor.findings()?.first { $0["code"] == "unknown-word" })
        let start: JSON = ["line": finding["range"]?["start"]?["line"] ?? .null, "character": 0]
        func titles(_ diagnostics: JSON) -> [String] {
            let parameters: JSON = [
                "textDocument": ["uri": .string(editor.uri)], "range": ["start": start, "end": start],
                "context": ["diagnostics": diagnostics],
            ]
            return Editor.list(editor.request("textDocument/codeAction", parameters)).compactMap { $0["title"]?.string }
        }
        #expect(titles([finding]).contains("change to `conv`"))
        #expect(!titles([]).contains("change to `conv`"))
    }

    @Test("no fix is offered for findings that aren't reported")
    func fixes() throws {
        try write("ignore: bias-before-norm\n")
        let editor = try editor()
        let offered = editor.list("codeAction")
        #expect(!offered.isEmpty)
        #expect(!offered.contains { $0["title"]?.string?.contains("bias") ?? false })
        let all = editor.ask("codeAction", ["context": ["only": ["source.fixAll"]]]).array?.first
        let fixed = editor.applying(all?["edit"])
        #expect(fixed.contains("fc 10") && !fixed.contains("no bias"))
    }

    @Test("a mistake in the project's file is reported once, and everything is reported until it is fixed")
    func mistake() throws {
        try write("severty: error\n")
        let editor = try editor()
        func messages() -> [String] {
            editor.received.filter { $0["method"] == "window/showMessage" }.compactMap {
                $0["params"]?["message"]?.string
            }
        }
        save(editor)
        #expect(messages().count == 1)
        #expect(messages()[0].hasSuffix(":1:1: unknown key `severty`; did you mean `severity`?"))
        #expect(try rules(editor) == ["bias-before-norm", "class-count", "large-kernel"])
        try write("severity: error\n")
        save(editor)
        #expect(try rules(editor) == ["class-count"])
        try write("severty: error\n")
        save(editor)
        #expect(messages().count == 2)
    }

    @Test(
        "an exceeded budget is reported at the model's name with the limit's line, and a new budget applies immediately"
    )
    func budget() throws {
        try write("ignore: [training, cost]\nbudget: {parameters: 100}\n")
        let editor = try editor()
        #expect(try rules(editor) == [])
        try write("# ours\nselect: budget\nbudget: {parameters: 100}\n")
        save(editor)
        let finding = try #require(editor.findings()?.first)
        #expect(finding["message"]?.string?.contains("more than the project's budget of 100") == true)
        #expect(finding["range"]?["start"]?["line"] == 0 && finding["range"]?["start"]?["character"] == 7)
        let related = try #require(finding["relatedInformation"]?.array?.first)
        let place = try #require(related["location"])
        #expect(place["uri"]?.string?.hasSuffix("/.strata.yml") == true)
        #expect(place["range"]?["start"]?["line"] == 2 && place["range"]?["start"]?["character"] == 21)
        try write("select: budget\nbudget: {parameters: 1M}\n")
        save(editor)
        #expect(try rules(editor) == [])
    }

    @Test("the editor is asked to watch the project's file")
    func watched() {
        let editor = Editor(capabilities: [
            "workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true]]
        ])
        let registration = editor.received.last { $0["method"] == "client/registerCapability" }
        let watchers = registration?["params"]?["registrations"]?.array?.first?["registerOptions"]?["watchers"]?.array
        #expect(watchers?.compactMap { $0["globPattern"]?.string } == ["**/*.yaml", "**/.strata.yml"])
    }
}
