import Basics
import SpecCompiler
import TestSupport
import Testing

@testable import StrataLanguageServer

@Suite("Findings in the editor")
struct FindingTests {
    @Test("a finding is shown at its mistake, with its rule, and disappears when it is fixed")
    func comesAndGoes() throws {
        let editor = Editor(Editor.layers("3x3 cnv, 8"))
        let finding = try #require(editor.findings()?.first)
        #expect(editor.text(at: finding["range"]) == "cnv")
        #expect(finding["code"] == "unknown-word")
        #expect(finding["severity"] == 1)
        let start = editor.text.utf8.count - "cnv, 8\n".utf8.count
        editor.change(start..<start + 3, to: "conv")
        #expect(editor.errors() == [])
    }

    @Test(
        "the editor and the command line report the same findings at the same places",
        arguments: Repository.specs.prefix(10))
    func agreesWithCompiler(_ spec: TextFile) throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<5 {
            let text = String(decoding: Mutation.mutate(Array(spec.text.utf8), using: &generator), as: UTF8.self)
            let editor = Editor(text.replacing("│", with: ""))
            let source = SourceFile(path: "test", text: editor.text)
            let expected = SpecCompiler.compile(source).diagnostics.filter { $0.rule.name != "include" }
            let found = try #require(editor.findings()).filter { $0["code"] != "include" }
            #expect(found.compactMap { $0["code"]?.string } == expected.map(\.rule.name))
            #expect(
                found.map { ($0["range"]?["start"]?["line"]?.integer ?? -1) + 1 }
                    == expected.map { source.line(at: $0.span.start) })
        }
    }

    @Test("a finding after an emoji is at the right character")
    func emoji() throws {
        let editor = Editor("model: \"🙂\"\r\ninput: 8x8x1\r\nbody: [\"🙂 cnv\", 'relu']\r\n")
        let finding = try #require(editor.findings()?.first { editor.text(at: $0["range"]).contains("cnv") })
        #expect(finding["range"]?["start"]?["line"] == 2)
    }

    @Test("a finding includes its second place")
    func relatedPlaces() throws {
        let editor = Editor("model: A\nmodel: B\ninput: 8\nbody: [fc 2]\n")
        let related = try #require(editor.findings()?.first?["relatedInformation"]?.array?.first)
        #expect(related["location"]?["uri"]?.string == editor.uri)
        #expect(related["location"]?["range"]?["start"]?["line"] == 0)
    }

    @Test("an unused block is shown as such")
    func unused() {
        let editor = Editor("model: A\ninput: 8\ndefine:\n  b:\n    layers: [relu]\nbody: [fc 2]\n")
        #expect(editor.findings()?.contains { $0["tags"] == [1] } == true)
    }

    @Test("a closed text has no findings")
    func closed() {
        let editor = Editor(Editor.layers("3x3 cnv, 8"))
        editor.notify("textDocument/didClose", ["textDocument": ["uri": .string(editor.uri)]])
        #expect(editor.findings() == [])
    }

    @Test("an editor that requests findings isn't sent them unasked, and learns when nothing has changed")
    func pulled() throws {
        let editor = Editor(Editor.layers("3x3 cnv, 8"), capabilities: ["textDocument": ["diagnostic": [:]]])
        #expect(editor.findings() == nil)
        let report = editor.ask("diagnostic")
        #expect(report["kind"] == "full")
        #expect(report["items"]?.array?.count == 1)
        let again = editor.ask("diagnostic", ["previousResultId": try #require(report["resultId"])])
        #expect(again["kind"] == "unchanged")
    }

    @Test("an include is read as it is in the editor, and its changes are seen by specs that include it")
    func includes() throws {
        let folder = try TemporaryFolder()
        try folder.write("define:\n  twice:\n    layers: [tanh, relu]\n", to: "blocks.strata.yaml")
        let main = try folder.write(
            "model: A\ninput: 8x8x1\ninclude: blocks.strata.yaml\nbody: [\"twice\", \"3x3 conv, 2\"]\n",
            to: "a.strata.yaml")
        let editor = Editor(
            "model: A\ninput: 8x8x1\ninclude: blocks.strata.yaml\nbody: [\"twice\", \"3x3 conv, 2\"]\n",
            uri: PercentEncoding.fileAddress(main))
        #expect(editor.errors() == [])
        let blocks = PercentEncoding.fileAddress(folder.url.path + "/blocks.strata.yaml")
        editor.notify(
            "textDocument/didOpen",
            [
                "textDocument": [
                    "uri": .string(blocks), "version": 1, "text": "define:\n  thrice:\n    layers: [relu]\n",
                ]
            ])
        #expect(editor.errors()?.isEmpty == false)
    }
}

@Suite("Sizes in the editor")
struct InlayHintTests {
    @Test("the size is shown after every layer")
    func sizes() {
        let editor = Editor(Editor.layers("5x5 conv, 6, pad 2, relu  # first", "2x2 max pool", "fc 10"))
        #expect(editor.hints().map(\.label) == ["→ 32x32x6", "→ 16x16x6", "→ 10"])
        #expect(editor.hints().first?.line == "5x5 conv, 6, pad 2, relu  # first")
    }

    @Test("each network of the zoo has a size after each line of layers", arguments: Repository.specs)
    func zoo(_ spec: TextFile) throws {
        let editor = Editor(spec.text)
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: spec.text))
        let spans = Set(try #require(compilation.network).steps.map(\.span).filter { $0.file == 0 })
        #expect(editor.hints().count >= spans.count)
    }

    @Test("a block that is used with several sizes shows the first, and that there are others")
    func blocks() throws {
        let editor = Editor(
            """
            model: A
            input: 32x32x3
            define:
              down:
                layers:
                  - 3x3 conv, 8, /2, pad 1
            body:
              - down
              - down

            """)
        #expect(editor.hints().map(\.label) == ["→ 16x16x8, …", "→ 16x16x8", "→ 8x8x8"])
        let tooltip = editor.ask("inlayHint").array?.first?["tooltip"]?["value"]?.string ?? ""
        #expect(tooltip.hasPrefix("The first of 2 uses"))
        #expect(tooltip.contains("`down2.conv1`: 16x16x8 → 8x8x8"))
    }

    @Test("if the input is open, all possible sizes are shown")
    func openInput() {
        let editor = Editor("model: A\ninput: ?x?x3\nbody:\n  - 2x2 max pool\n  - expect ?x?x3\n")
        let hints = editor.hints()
        #expect(hints.first { $0.line.hasPrefix("2x2") }?.label == "→ {1 or more}x{1 or more}x3")
        #expect(hints.contains { $0.line.hasPrefix("input") })
    }

    @Test("sizes that are certain stay when another line is wrong")
    func halfWritten() {
        let editor = Editor(Editor.layers("3x3 conv, 8, pad 1", "3x3 cnv"))
        #expect(editor.hints().map(\.label) == ["→ 32x32x8"])
    }

    @Test func aSizeIsBeforeAComment() {
        let editor = Editor(
            """
            model: A
            input: 8x8x1
            body:
              - 2x2 max pool   # halves '#'
              - residual:  # a "quoted" word
                  - 3x3 conv, 1, pad 1  # nothing
              - dropout: {rate: 0.5} # half

            """)
        let ends = editor.list("inlayHint").map { $0["position"]?["character"]?.integer }
        #expect(ends.compactMap { $0 } == [16, 13, 26, 24])
    }

    @Test("several layers on one line have their sizes at their own ends")
    func oneLine() {
        let editor = Editor("model: A\ninput: 8x8x1\nbody: [2x2 max pool, 2x2 avg pool]\n")
        let ends = editor.list("inlayHint").map { $0["position"]?["character"]?.integer }
        #expect(ends == [19, 33])
    }
}

@Suite("Hover")
struct HoverTests {
    @Test("hovering over a layer shows what it does, its sizes, the formula with its numbers, and its cost")
    func layer() {
        let text = Editor(Editor.layers("5x5 co│nv, 6, /2, pad 2, relu")).hover()
        #expect(text.contains("`conv1`: 32x32x3 → 16x16x6"))
        #expect(text.contains("floor((32 + 2 + 2 - 5) / 2) + 1 = 16"))
        #expect(text.contains("parameters: 456"))
        #expect(text.contains("receptive field: 5x5 pixels, stride 2, padding 2"))
    }

    @Test(
        "hovering over a part of a line shows which parameter it is",
        arguments: [
            ("3x3 conv, │8", "**filters** = 8"), ("3x3 conv, 8, p│ad 1", "**padding** = 1"),
            ("1x1 conv, ch│annels*4", "**filters** = channels*4 = 12"),
            ("fc chan│nels*2", "**units** = channels*2 = 6"),
            ("conv: {kernel: 1, fil│ters: channels}", "**filters** = channels = 3"),
            ("3│x3 conv, 8", "**kernel** = 3"), ("3x3 conv, 8, re│lu", "**activation** = relu"),
            ("conv: {kernel: 3x3, filters: 8, pad│ding: 1}", "**padding** = 1"), ("fc 1│0", "**units** = 10"),
            ("3x3 conv, 8, in│it he, relu", "**init** = he"), ("fc 8, init lecun uni│form", "**init** = lecun uniform"),
            ("mlp 8-8, init x│avier, tanh", "**init** = xavier"),
        ])
    func parameter(_ line: String, _ expected: String) {
        #expect(Editor(Editor.layers(line)).hover().hasPrefix(expected))
    }

    @Test(
        "hovering over a layer shows how its numbers follow from the channels of its input",
        arguments: [
            ("1x1 co│nv, channels*4", "channels: 3 * 4 = 12"), ("f│c channels*2", "units: 3 * 2 = 6"),
            ("squeeze-ex│cite channels/3", "units: 3 / 3 = 1"), ("3x3 co│nv, 6, groups channels", "channels: 6"),
        ])
    func relativeCounts(_ line: String, _ expected: String) {
        #expect(Editor(Editor.layers(line)).hover().contains(expected))
    }

    @Test("hovering over any layer of the catalog shows what it does", arguments: Catalog.layers.map(\.syntax.key))
    func catalog(_ key: String) throws {
        let syntax = try #require(Catalog.layer(key: key)?.syntax)
        let editor = Editor("body:\n  - \(syntax.example.notation)│\n")
        #expect(!editor.hover().isEmpty)
    }

    @Test("hovering over a comment shows nothing")
    func comment() { #expect(Editor("# a comm│ent\nmodel: A\n").hover().isEmpty) }

    @Test(
        "hovering over the word that sets a layer's kind shows the layer",
        arguments: ["2x2 max po│ol", "2x2 m│ax pool", "re│lu"])
    func words(_ line: String) { #expect(Editor(Editor.layers(line)).hover().contains("multiply-accumulates")) }

    @Test(
        "hovering over a choice of a training shows it, with an example that can be written there",
        arguments: [("loss: cross en│tropy", "loss: cross entropy"), ("optimizer: s│gd", "optimizer: sgd")])
    func choices(_ line: String, _ example: String) {
        #expect(Editor("train:\n  \(line)\n").hover().contains(example))
    }

    @Test("a client without Markdown gets plain text")
    func plainText() {
        let editor = Editor(
            Editor.layers("5x5 co│nv, 6"),
            capabilities: ["textDocument": ["hover": ["contentFormat": ["plaintext"]]]])
        #expect(editor.ask("hover")["contents"]?["kind"] == "plaintext")
        #expect(!editor.hover().contains("**") && !editor.hover().contains("`"))
    }

    @Test("hovering over a finding also shows why it matters, and the command that explains it")
    func reason() throws {
        let text = Editor(Editor.layers("3x3 conv, 8│, pad 1", "batch norm")).hover()
        let page = try #require(RulePage.named("bias-before-norm"))
        #expect(text.hasPrefix("**filters** = 8"))
        #expect(text.contains("\n\n---\n\n**bias-before-norm** (warning): \(page.summary)\n\n\(page.reason)"))
        #expect(text.contains("`strata explain bias-before-norm`"))
        #expect(text.contains("`# strata: allow bias-before-norm`"))
    }

    @Test("unreadable text has a reason too, and errors can't be suppressed")
    func reasonAlone() {
        let editor = Editor(Editor.layers("3x3 cn│v, 8"))
        #expect(editor.hover().hasPrefix("**unknown-word** (error): "))
        #expect(!editor.hover().contains("allow"))
        #expect(editor.text(at: editor.ask("hover")["range"]) == "cnv")
    }

    @Test("a finding that the project ignores has no reason")
    func notShown() throws {
        let folder = try TemporaryFolder()
        try folder.write("ignore: bias-before-norm\n", to: ".strata.yml")
        let editor = Editor(
            Editor.layers("3x3 co│nv, 8, pad 1", "batch norm"),
            uri: PercentEncoding.fileAddress(folder.url.path + "/a.strata.yaml"))
        #expect(!editor.hover().contains("bias-before-norm"))
    }

    /// No URL of a rule's page is valid on every machine, so there is none.
    @Test("a finding has its rule but no link to a page")
    func noAddress() throws {
        let finding = try #require(Editor(Editor.layers("3x3 cnv, 8")).findings()?.first)
        #expect(finding["code"] == "unknown-word" && finding["codeDescription"] == nil)
    }
}

@Suite("Fixing and formatting")
struct MendingTests {
    @Test("a quick fix writes the intended word")
    func quickFix() throws {
        let editor = Editor(Editor.layers("3x3 cnv, 8"))
        let action = try #require(editor.actions("quickfix").first)
        #expect(editor.applying(action["edit"]) == Editor.layers("3x3 conv, 8"))
    }

    @Test("all unambiguous fixes are applied together, and comments stay")
    func fixAll() throws {
        let editor = Editor(Editor.layers("3x3 cnv, 8  # keep", "2x2 max pol", "rleu"))
        let actions = editor.actions("source.fixAll")
        #expect(actions.map { $0["kind"] } == ["source.fixAll.strata"])
        #expect(
            editor.applying(try #require(actions.first)["edit"])
                == Editor.layers("3x3 conv, 8  # keep", "2x2 max pool", "relu"))
    }

    @Test("fixing everything is offered only when it is requested, also by its own kind")
    func fixAllIsAskedFor() {
        let editor = Editor(Editor.layers("3x3 cnv, 8"))
        #expect(editor.actions("source.fixAll.strata").count == 1)
        #expect(editor.actions("source.organizeImports") == [])
        #expect(!editor.list("codeAction").contains { $0["kind"] == "source.fixAll.strata" })
    }

    @Test("if there are no unambiguous fixes, none is offered")
    func nothingToFix() {
        #expect(Editor(Editor.layers("3x3 conv, 8", "relu")).actions("source.fixAll") == [])
        // Advice has no automatic fixes.
        #expect(Editor(Editor.layers("4x4 conv, 8, relu")).actions("source.fixAll") == [])
    }

    @Test("fixing everything leaves nothing to fix the same way")
    func fixAllIsDone() throws {
        let editor = Editor(Editor.layers("3x3 cnv, 8, pad 1", "batch nrm", "relu"))
        let action = try #require(editor.actions("source.fixAll").first)
        let again = Editor(editor.applying(action["edit"]))
        #expect(again.errors() == [])
        #expect(again.actions("source.fixAll") == [])
    }

    @Test("conflicting sizes are shown immediately, and their fixes after a pause in typing")
    func triedLater() throws {
        let server = LanguageServer(version: "test")
        let text = "model: A\ninput: 8x8x1\nbody:\n  - 3x3 conv, 4\n  - expect 8x8x4\n"
        for message: JSON in [
            ["id": 1, "method": "initialize", "params": [:]],
            [
                "method": "textDocument/didOpen",
                "params": ["textDocument": ["uri": "file:///a.strata.yaml", "text": .string(text)]],
            ],
        ] { _ = server.receive(.message(message.bytes)) }
        func message(_ answers: [JSON]?) -> String? {
            answers?.first?["params"]?["diagnostics"]?.array?.first?["message"]?.string
        }
        var first: String?
        while let answers = server.work() { first = message(answers) ?? first }
        let later = message(server.workWhenQuiet())
        #expect(first?.contains("possible fix") == false)
        #expect(later?.contains("possible fix") == true)
        #expect(server.workWhenQuiet() == nil)
    }

    @Test("inferred sizes can be written into the spec")
    func solves() throws {
        let editor = Editor("model: A\ninput: 8x8x1\nbody:\n  - 3x3 conv, ?\n  - expect 6x6x4\n")
        let action = try #require(editor.actions("refactor").first)
        #expect(editor.applying(action["edit"]).contains("3x3 conv, 4"))
    }

    @Test("formatting gives the result of the formatter", arguments: ["\n", "\r\n"])
    func formats(_ lineEnd: String) {
        let text = "model:   A\ninput: 8x8x1\nbody:\n- conv: {kernel: 3x3, filters: 8}   # 🙂\n-   relu\n"
            .replacing("\n", with: lineEnd)
        let editor = Editor(text)
        let expected = SpecFormatter.format(SourceFile(path: "test", text: text)).bytes
        #expect(Array(editor.applying(editor.ask("formatting")).utf8) == expected)
    }

    @Test("only the selected lines are formatted")
    func formatsLines() throws {
        let text = "model:   A\r\ninput: 8x8x1\r\nbody:\r\n  -   tanh   # 🙂\r\n  -   relu\r\n"
        let editor = Editor(text)
        func formatted(_ first: Int, _ last: Int, character: Int) -> String {
            editor.applying(
                editor.ask(
                    "rangeFormatting",
                    [
                        "range": [
                            "start": ["line": .integer(first), "character": 0],
                            "end": ["line": .integer(last), "character": .integer(character)],
                        ]
                    ]))
        }
        #expect(formatted(3, 3, character: 5) == text.replacing("-   tanh   #", with: "- tanh  #"))
        // A selection of whole lines ends at the start of the next.
        #expect(formatted(3, 4, character: 0) == text.replacing("-   tanh   #", with: "- tanh  #"))
        #expect(formatted(0, 0, character: 0) == text.replacing("model:   A", with: "model: A"))
        #expect(editor.applying(editor.ask("formatting")) == formatted(0, 5, character: 0))
    }

    @Test("formatted text is left unchanged", arguments: Repository.specs)
    func formatted(_ spec: TextFile) { #expect(Editor(spec.text).ask("formatting") == []) }
}
