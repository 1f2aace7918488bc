import SpecCompiler
import TestSupport
import Testing

@testable import StrataLanguageServer

/// Editors know structure words from their entries.
@Suite("Structure words in the editor")
struct StructureTests {
    /// The example with the cursor at the start of the word.
    private func marked(_ example: StructureExample, cut: Bool) -> String {
        let start = example.text.utf8.index(example.text.startIndex, offsetBy: example.place.lowerBound)
        return example.text[..<start] + "│" + (cut ? "" : example.text[start...])
    }

    @Test("a word is offered where it is written", arguments: StructureExample.all)
    func completion(_ example: StructureExample) {
        let words = Editor(marked(example, cut: true)).completions()
        #expect(words.contains(example.word.key), "\(words)")
    }

    @Test("hovering over a word shows what it is for", arguments: StructureExample.all.filter { $0.word != .as })
    func hover(_ example: StructureExample) {
        let text = Editor(marked(example, cut: false)).hover()
        #expect(text.contains("**\(example.word.key)**\n\n\(example.word.documentation)"), "\(text)")
    }

    @Test(
        "parameters of a training's choices are offered and explained in longhand",
        arguments: [
            ("optimizer", "sgd", "momentum"), ("loss", "cross entropy", "smoothing"), ("schedule", "step", "every"),
            ("data", "csv", "features"),
        ])
    func choiceParameters(_ key: String, _ choice: String, _ parameter: String) {
        let above = "train:\n  \(key):\n    "
        #expect(Editor(above + "│").completions().contains(choice))
        #expect(Editor(above + choice + ":\n      │").completions().contains(parameter))
        let hover = Editor(above + choice + ":\n      │" + parameter + ": 1\n").hover()
        #expect(hover.hasPrefix("**\(parameter)**"))
    }

    @Test("a word's values are offered", arguments: StructureExample.all.filter { !$0.word.offered.isEmpty })
    func values(_ example: StructureExample) throws {
        let text = example.with(value: "│")
        let end = try #require(text.firstRange(of: "│")?.upperBound)
        let words = Editor(String(text[..<end])).completions()
        for word in example.word.offered { #expect(words.contains(word)) }
    }

    @Test(
        "a block can be renamed only to names that the reader accepts",
        arguments: Catalog.structure.map(\.key)
            + Catalog.layers.flatMap { [$0.syntax.key] + $0.syntax.forms.map(\.words) }
            + ["", "a b", "-x", "_x", "3a", "²x", "é", "a-b", "a.b", "a,b", "x2", "$x", "true"])
    func blockNames(_ name: String) {
        let spec = "model: A\ninput: 8\ndefine:\n  bl│ock: [relu]\nbody:\n  - block\n"
        let isRefused = Editor(spec).ask("rename", ["newName": .string(name)])["code"] != nil
        let written = "model: A\ninput: 8\ndefine:\n  \"\(name)\": [relu]\nbody:\n  - \"\(name)\"\n"
        let found = SpecCompiler.compile(SourceFile(path: "test", text: written)).diagnostics.map(\.rule.name)
        #expect(isRefused == found.contains("invalid-name"), "\(found)")
        #expect(isRefused != (NameRule.block.problem(with: name) == nil))
    }

    @Test(
        "a parameter can be renamed only to names that the reader accepts",
        arguments: Catalog.structure.map(\.key) + ["", "a b", "-x", "_x", "3a", "é", "a-b", "x2", "$x"])
    func parameterNames(_ name: String) {
        let spec = "model: A\ninput: 8\ndefine:\n  own: {given: {wi│de: 2}, layers: [fc $wide]}\nbody:\n  - own\n"
        let isRefused = Editor(spec).ask("rename", ["newName": .string(name)])["code"] != nil
        let written = "model: A\ninput: 8\ndefine:\n  own: {given: {\"\(name)\": 2}, layers: [fc 2]}\nbody:\n  - own\n"
        let found = SpecCompiler.compile(SourceFile(path: "test", text: written)).diagnostics.map(\.rule.name)
        #expect(isRefused == found.contains("invalid-name"), "\(found)")
    }

    @Test("only keys that can accompany an item are offered next to it", arguments: StructurePlace.item.words)
    func companions(_ word: StructureWord) {
        let example = word.example.split(separator: "\n")[0].replacing("\n", with: "\n  ")
        let words = Editor("model: A\ninput: 8x8x1\nbody:\n  \(example)\n    │").completions()
        #expect(words == word.companions.map(\.key))
    }

    @Test(
        "the outline holds the layers of every word that has some", arguments: Catalog.structure.filter(\.holdsLayers)
    )
    func outline(_ word: StructureWord) throws {
        let layer = try #require(
            ["3x3 conv, 64, pad 1", "3x3 conv, 8, relu", "fc 10"].first(where: word.example.contains))
        let symbols = Editor(StructureExample(of: word).text).ask("documentSymbol").array ?? []
        #expect(symbols.contains { $0["name"]?.string == layer })
    }
}

extension StructureWord {
    /// The words that its value can be.
    fileprivate var offered: [String] {
        var words: [String] = []
        for shape in value {
            switch shape {
            case .term(let type): words += type.ownWords
            case .choice(let choices): words += choices.map { $0.forms[0].words }
            default: break
            }
        }
        return words
    }
}
