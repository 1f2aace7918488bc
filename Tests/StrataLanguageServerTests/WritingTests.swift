import Basics
import SpecCompiler
import TestSupport
import Testing

@testable import StrataLanguageServer

@Suite("Completion")
struct CompletionTests {
    @Test("an empty text offers every key of a spec")
    func topLevel() { #expect(Editor("│").completions() == StructurePlace.spec.keys) }

    @Test("an existing key isn't offered again")
    func written() {
        let words = Editor("model: A\nin│\nbody:\n  - relu\n").completions()
        #expect(!words.contains("model") && !words.contains("body"))
    }

    @Test(
        "`train` offers its keys and their values",
        arguments: [
            ("train:\n  │", "epochs"), ("train:\n  data: │", "fashion-mnist"), ("train:\n  optimizer: │", "adamw"),
            ("train:\n  optimizer: adamw, │", "rate"), ("train:\n  schedule: cos│", "cosine"),
            ("train: {opt│", "optimizer"), ("train:\n  loss: │", "cross entropy"), ("train:\n  data: │", "csv"),
            ("train:\n  loss: cross entropy, │", "smoothing"), ("train:\n  target: │", "input"),
        ])
    func training(_ text: String, _ expected: String) { #expect(Editor(text).completions().contains(expected)) }

    @Test(
        "a list of layers offers the catalog, the blocks, and the structure words",
        arguments: [
            "body:\n  - │\n", "body:\n- │", "head:\n  - │", "heads:\n  main:\n    - │",
            "define:\n  x:\n    layers:\n      - │",
            "body:\n  - residual:\n      - │", "body:\n  - relu\n  - residual:\n      - relu\n    shortcut:\n      - │",
            "body:\n  - branches:\n      - - │",
        ])
    func layers(_ text: String) {
        let editor = Editor(
            "model: A\ninput: 8x8x1\ndefine:\n  own:\n    layers: [relu]\n".replacing(
                "define", with: text.contains("define") ? "other" : "define") + text)
        let words = editor.completions()
        for layer in Catalog.layers { #expect(words.contains(layer.syntax.forms[0].words)) }
        #expect(words.contains("residual"))
        #expect(text.contains("define") || words.contains("own"))
    }

    @Test("after a size, the layers that have one are offered, and the accepted one is written completely")
    func behindSize() {
        let editor = Editor(Editor.layers("3x3 co│"))
        #expect(!editor.completions().contains("fc"))
        #expect(editor.completed("conv") == Editor.layers("3x3 conv"))
        #expect(Editor(Editor.layers("3x3 max p│")).completed("max pool") == Editor.layers("3x3 max pool"))
    }

    @Test("after a comma, the layer's options are offered, each once")
    func options() {
        let words = Editor(Editor.layers("3x3 conv, 8, pad 1, │")).completions()
        #expect(words.contains("relu"))
        #expect(words.contains("no bias"))
        #expect(words.contains("as"))
        #expect(!words.contains("pad") && !words.contains("same"))
        #expect(!Editor(Editor.layers("3x3 conv, 8, relu, │")).completions().contains("tanh"))
        #expect(
            Editor(Editor.layers("3x3 conv, 8, pad 1, r│")).completed("relu")
                == Editor.layers("3x3 conv, 8, pad 1, relu"))
    }

    @Test(
        "after `init`, the initializations are offered, in both forms",
        arguments: ["3x3 conv, 8, init │", "fc 8, init │", "mlp 8-8, init │", "conv: {kernel: 3, filters: 8, init: │"])
    func initializations(_ line: String) {
        #expect(Editor(Editor.layers(line)).completions() == Initialization.words)
        let words = Editor(Editor.layers("3x3 conv, 8, pad 1, │")).completions()
        #expect(words.contains("init"))
    }

    @Test("every offered layer can be read when it is accepted", arguments: Catalog.layers.map(\.syntax.key))
    func readable(_ key: String) throws {
        let syntax = try #require(Catalog.layer(key: key)?.syntax)
        for form in syntax.forms {
            let text = try #require(Editor("model: A\ninput: 32x32x64\nbody:\n  - │\n").completed(form.words))
            let findings = SpecCompiler.compile(SourceFile(path: "test", text: text)).diagnostics
            #expect(!findings.contains { $0.rule.name == "unknown-word" })
        }
    }

    @Test(
        "a block's parameters are offered where it is used, and in it",
        arguments: [
            ("body:\n  - own: {│}", "wide"), ("body:\n  - own, │", "wide"),
        ])
    func blocks(_ text: String, _ expected: String) {
        let editor = Editor(
            "model: A\ninput: 8x8x1\ndefine:\n  own:\n    given: {wide: 2}\n    layers:\n      - 3x3 conv, $wide\n"
                + text)
        #expect(editor.completions().contains(expected))
    }

    @Test("a parameter of the block is offered after `$`")
    func parameters() {
        let editor = Editor(
            "define:\n  own:\n    given: {wide: 2}\n    layers:\n      - 3x3 conv, $│\nbody:\n  - own\n")
        #expect(editor.completions() == ["$wide"])
    }

    @Test("names of layers are offered in a join", arguments: ["concat │", "add s│", "concat: │"])
    func names(_ join: String) {
        let editor = Editor(Editor.layers("3x3 conv, 8, pad 1, as stem", join))
        #expect(editor.completions().contains("stem"))
    }

    @Test("nothing is offered in a comment")
    func comment() { #expect(Editor("# │").completions().isEmpty) }

    @Test("the notation's parts are shown, and the one that is being written")
    func signature() {
        #expect(Editor(Editor.layers("3x3 conv, 8 # a, │b")).ask("signatureHelp") == .null)
        let help = Editor(Editor.layers("3x3 conv, 8, pad │")).ask("signatureHelp")
        let signature = help["signatures"]?.array?.first
        #expect(signature?["label"]?.string?.hasPrefix("KERNEL conv, FILTERS, /STRIDE, pad PADDING") == true)
        let active = signature?["activeParameter"]?.integer ?? -1
        #expect(signature?["parameters"]?.array?[active]["label"] == "pad PADDING")
    }
}

@Suite("Names in the editor")
struct NavigationTests {
    static let spec = """
        model: A
        input: 32x32x3
        define:
          down:
            given: {wide: 8}
            layers:
              - 3x3 conv, $wide, /2, pad 1, as inner
              - relu
              - add inner
        body:
          - 3x3 conv, 8, pad 1, as stem
          - residual:
              - 3x3 conv, 8, pad 1
          - add stem
          - down
          - down: {wide: 16}
        heads:
          main: [fc 10]
          aux: {from: stem, layers: [fc 10]}

        """

    /// The spec with the cursor in the nth occurrence of a text.
    static func editor(_ text: String, _ occurrence: Int) -> Editor {
        let range = spec.ranges(of: text)[occurrence]
        var marked = spec
        marked.insert("│", at: spec.index(after: range.lowerBound))
        return Editor(marked)
    }

    @Test(
        "a name leads to its definition",
        arguments: [
            ("stem", 1, "stem", 10), ("stem", 2, "stem", 10), ("inner", 1, "inner", 6), ("down", 1, "down", 3),
            ("wide", 1, "wide", 4), ("wide", 2, "wide", 4),
        ])
    func definition(_ text: String, _ occurrence: Int, _ name: String, _ line: Int) {
        let editor = Self.editor(text, occurrence)
        let place = editor.ask("definition")
        #expect(editor.text(at: place["range"]) == name)
        #expect(place["range"]?["start"]?["line"]?.integer == line)
    }

    @Test("every use of a name is found", arguments: [("stem", 3), ("inner", 2), ("down", 3), ("wide", 3)])
    func references(_ name: String, _ count: Int) {
        let editor = Self.editor(name, 0)
        let places = editor.list("references", ["context": ["includeDeclaration": true]])
        #expect(places.map { editor.text(at: $0["range"]) } == Array(repeating: name, count: count))
        #expect(editor.ask("documentHighlight").array?.count == count)
    }

    @Test(
        "a renamed spec means the same",
        arguments: [("stem", "root"), ("inner", "core"), ("down", "shrink"), ("wide", "broad")])
    func rename(_ name: String, _ new: String) {
        let editor = Self.editor(name, 0)
        let renamed = editor.applying(editor.ask("rename", ["newName": .string(new)]))
        #expect(!renamed.contains(name))
        let before = SpecCompiler.compile(SourceFile(path: "", text: Self.spec))
        let after = SpecCompiler.compile(SourceFile(path: "", text: renamed))
        #expect(before.network != nil)
        #expect(after.network?.total == before.network?.total)
        #expect(after.diagnostics.map(\.rule.name) == before.diagnostics.map(\.rule.name))
    }

    @Test("a block with the name of a layer's word isn't that word")
    func wordOfALayer() {
        let editor = Editor(
            """
            model: A
            input: 8x8x3
            define:
              no│rm: [relu]
            body:
              - batch norm
              - 3x3 conv, 8
              - norm

            """)
        #expect(editor.ask("references", ["context": ["includeDeclaration": true]]).array?.count == 2)
        let renamed = editor.applying(editor.ask("rename", ["newName": "act"]))
        #expect(renamed.contains("- batch norm\n") && renamed.contains("- act\n"))
    }

    @Test("a name that is taken is rejected")
    func takenName() {
        for free in ["stem2", "3a"] {
            #expect(Self.editor("stem", 0).ask("rename", ["newName": .string(free)])["changes"] != nil)
        }
        let spec = """
            model: A
            input: 8x8x3
            body:
              - 3x3 conv, 8, as fi│rst
              - 3x3 conv, 8, as second
            """
        #expect(Editor(spec).ask("rename", ["newName": "second"])["code"] == -32602)
    }

    @Test("an invalid name is rejected", arguments: ["", "a b", "-x", "a,b", "a.b", "input"])
    func badNames(_ name: String) {
        #expect(Self.editor("stem", 0).ask("rename", ["newName": .string(name)])["code"] == -32602)
    }

    @Test("nothing in the outline has an empty name", arguments: ["- \"\"", "- \"  \"", "- {\"\": [relu]}"])
    func emptyNames(_ line: String) {
        let editor = Editor(
            "model: A\ninput: 8\nbody:\n  \(line)\n",
            capabilities: ["textDocument": ["documentSymbol": ["hierarchicalDocumentSymbolSupport": true]]])
        func names(_ symbols: [JSON]) -> [String] {
            symbols.flatMap { [$0["name"]?.string ?? ""] + names($0["children"]?.array ?? []) }
        }
        let all = names(editor.list("documentSymbol"))
        #expect(!all.isEmpty && all.allSatisfy { $0.contains { !$0.isWhitespace } })
    }

    @Test("the outline contains sections, blocks, and layers")
    func symbols() {
        let editor = Editor(
            Self.spec,
            capabilities: ["textDocument": ["documentSymbol": ["hierarchicalDocumentSymbolSupport": true]]])
        let symbols = editor.list("documentSymbol")
        #expect(symbols.compactMap { $0["name"]?.string } == ["model", "input", "define", "body", "heads"])
        #expect(symbols[3]["children"]?.array?.count == 5)
        #expect(symbols[3]["children"]?.array?.first?["detail"] == "32x32x8")
    }

    @Test("a symbol contains its name, and its parent contains it", arguments: Repository.specs)
    func nesting(_ spec: TextFile) {
        let editor = Editor(
            spec.text,
            capabilities: ["textDocument": ["documentSymbol": ["hierarchicalDocumentSymbolSupport": true]]])
        func check(_ symbol: JSON, in parent: Range<Int>) {
            guard let whole = editor.positions().bytes(of: symbol["range"]),
                let name = editor.positions().bytes(of: symbol["selectionRange"])
            else {
                Issue.record("no range")
                return
            }
            #expect(parent.contains(whole) && whole.contains(name))
            for child in symbol["children"]?.array ?? [] { check(child, in: whole) }
        }
        let symbols = editor.list("documentSymbol")
        #expect(!symbols.isEmpty)
        for symbol in symbols { check(symbol, in: 0..<spec.text.utf8.count) }
    }

    @Test("a folding range ends after its start, within the text", arguments: Repository.specs)
    func folding(_ spec: TextFile) {
        let lines = spec.text.split(separator: "\n", omittingEmptySubsequences: false).count
        let ranges = Editor(spec.text).list("foldingRange")
        #expect(!ranges.isEmpty)
        for range in ranges {
            let (start, end) = (range["startLine"]?.integer ?? -1, range["endLine"]?.integer ?? -1)
            #expect(0 <= start && start < end && end < lines)
        }
    }

    @Test("tokens follow each other and stay on their lines", arguments: Repository.specs)
    func tokens(_ spec: TextFile) {
        let data = Editor.list(Editor(spec.text).ask("semanticTokens/full")["data"]).compactMap(\.integer)
        #expect(!data.isEmpty && data.count % 5 == 0)
        let lines = spec.text.split(separator: "\n", omittingEmptySubsequences: false)
        var (line, character, end) = (0, 0, 0)
        for index in stride(from: 0, to: data.count, by: 5) {
            if data[index] > 0 { (line, character, end) = (line + data[index], 0, 0) }
            character += data[index + 1]
            #expect(character >= end && data[index + 2] > 0 && data[index + 3] < TokenKind.allCases.count)
            end = character + data[index + 2]
            #expect(end <= lines[line].utf16.count)
        }
    }

    @Test("the first line shows what the network costs")
    func lenses() {
        let lens = Editor(Repository.text(of: "Specs/lenet5.strata.yaml")).ask("codeLens").array?.first
        #expect(lens?["command"]?["title"]?.string?.contains("61,706 parameters") == true)
    }
}

extension Range<Int> {
    fileprivate func contains(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}
