import SpecCompiler
import TestSupport
import Testing

/// The laws of structure words. Each is an entry in `Catalog/Structure`; these tests fail if one is forgotten
/// somewhere, or if the reader doesn't read it as the entry describes.
@Suite struct StructureTests {
    @Test func everyEntryIsInTheCatalog() {
        let files = Repository.files(in: "Sources/SpecLanguage/Catalog/Structure", suffix: ".swift")
        let entries = files.flatMap {
            $0.text.matches(of: /static let `?(\w+)`? = StructureWord\(/).map { String($0.1) }
        }
        let list = Repository.text(of: "Sources/SpecLanguage/Catalog/StructureCatalog.swift")
        let listed = Set(list.matches(of: /\.(\w+),/).map { String($0.1) })
        #expect(!entries.isEmpty && listed == Set(entries))
        #expect(entries.count == Catalog.structure.count)
        #expect(files.allSatisfy { $0.text.contains("= StructureWord(") }, "the folder contains only entries")
    }

    @Test(arguments: StructureExample.all)
    func anEntryIsDocumented(_ example: StructureExample) {
        let word = example.word
        #expect(word.documentation.hasSuffix(".") && word.documentation.first?.isUppercase == true)
        #expect(!word.value.isEmpty && word.value.allSatisfy { !$0.expectation.isEmpty })
        #expect(!example.place.isEmpty, "the example shows the word")
        #expect(LanguageReference.page.contains("| `\(word.key)` |"))
        #expect(LanguageReference.page.contains(word.documentation))
    }

    @Test(arguments: StructureExample.all)
    func anExampleIsReadWithoutFindings(_ example: StructureExample) {
        #expect(findings(in: example.text).map(\.message) == [])
    }

    @Test(arguments: StructureExample.all)
    func anExampleInTheNotationMeansTheSame(_ example: StructureExample) throws {
        guard let notation = example.word.notation else { return }
        let written = StructureExample(of: example.word, written: "- " + notation)
        #expect(findings(in: written.text).map(\.message) == [])
        #expect(SpecFormatter.format(source(example.text)).bytes == SpecFormatter.format(source(written.text)).bytes)
    }

    @Test(arguments: StructureExample.all)
    func aFormattedExampleStaysUnchanged(_ example: StructureExample) {
        for form in [SpecFormatter.Form.notation, .longhand] {
            let once = SpecFormatter.format(source(example.text), form: form)
            let twice = SpecFormatter.format(SourceFile(path: "test", bytes: once.bytes), form: form)
            #expect(once.diagnostics.isEmpty && once.bytes == twice.bytes)
            #expect(findings(in: String(decoding: once.bytes, as: UTF8.self)).map(\.message) == [])
        }
    }

    /// No reader ignores a word: a value that it can't have is reported at its place.
    @Test(arguments: StructureExample.all.filter { $0.word != .as })
    func aWrongValueIsReported(_ example: StructureExample) {
        let mistakes = findings(in: example.with(value: "{zz: {zz: zz}}"))
        let line = example.text.utf8.prefix(example.place.lowerBound).count { $0 == 0x0A } + 1
        let text = source(example.with(value: "{zz: {zz: zz}}"))
        #expect(mistakes.contains { $0.severity == .error && text.line(at: $0.span.start) == line }, "\(text)")
    }

    @Test(arguments: StructurePlace.allCases)
    func keysAreUniqueAtAPlace(_ place: StructurePlace) {
        #expect(Set(place.keys).count == place.keys.count)
        for word in place.words { #expect(place.word(word.key) == word) }
    }

    @Test func companionsAreKeysThatAccompanyAnItem() {
        for word in Catalog.structure {
            #expect(word.companions.allSatisfy(StructurePlace.besideItem.words.contains))
            #expect(word.neededCompanions.allSatisfy(word.companions.contains))
            #expect(word.companions.isEmpty || StructurePlace.item.words.contains(word))
        }
        for word in StructurePlace.besideItem.words { #expect(!word.owners.isEmpty) }
    }

    @Test(arguments: StructurePlace.item.words)
    func aKeyThatCanNotAccompanyAnItemIsRejected(_ word: StructureWord) {
        let example = StructureExample(of: word)
        for companion in StructurePlace.besideItem.words where !word.companions.contains(companion) {
            let end = example.text.firstRange(of: word.example.replacing("\n", with: "\n  "))?.upperBound
            var text = example.text
            text.insert(contentsOf: "\n    \(companion.key): 2", at: end ?? text.endIndex)
            let found = findings(in: text).map(\.rule.name)
            #expect(found == ["unknown-key"], "\(text)")
        }
    }

    /// Everyone agrees on which files only define blocks; the schema and the build plugin have their own tests.
    @Test(arguments: StructurePlace.spec.words)
    func aSectionOfANetworkMakesAFileANetwork(_ word: StructureWord) {
        let text = word == .define ? word.example : "define: {twice: {layers: [relu, relu]}}\n" + word.example
        let document = YAMLParser.parse(source(text)).document
        let isNetwork = findings(in: text).contains { $0.rule == .missingKey || $0.rule == .unusedDefinition }
        #expect(document.definesOnlyBlocks == !word.describesNetwork)
        #expect(isNetwork == word.describesNetwork)
    }

    @Test func aMisspelledSectionOfANetworkMakesAFileANetwork() {
        let document = YAMLParser.parse(source("define: {twice: [relu]}\nbodi: [twice]\n")).document
        #expect(!document.definesOnlyBlocks)
    }

    private func source(_ text: String) -> SourceFile { SourceFile(path: "test", text: text) }

    /// The findings of the readers of text and language, with an include that has one block.
    private func findings(in text: String) -> [Diagnostic] {
        let (document, problems) = YAMLParser.parse(source(text))
        let included = YAMLParser.parse(SourceFile(path: "included", text: "define: {other: [relu]}\n"), file: 1)
            .document
        return problems + SpecReader.read(document) { _ in included }.diagnostics
    }
}
