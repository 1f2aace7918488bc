import Foundation
import SpecCompiler
import TestSupport
import Testing

@Suite("The documentation")
struct DocumentationTests {
    @Test("of the language is what the catalogue says")
    func languageIsFresh() throws {
        let page = Repository.text(of: "docs/language.md")
        #expect(page == LanguageReference.page, "run: swift run strata reference docs")
    }

    @Test("shows only specs that compile", arguments: ["README.md", "docs/language.md"])
    func specsCompile(_ path: String) throws {
        let blocks = Repository.text(of: path).components(separatedBy: "```yaml\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
        #expect(!blocks.isEmpty)
        for block in blocks {
            let compilation = SpecCompiler.compile(SourceFile(path: path, text: block))
            #expect(compilation.diagnostics.map(\.message) == [])
        }
    }
}
