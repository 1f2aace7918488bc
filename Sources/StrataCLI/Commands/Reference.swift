import ArgumentParser
import SpecCompiler

/// Writes the pages of `docs` and the schema that are made from the catalogue. For Strata's own developers.
struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the language's reference from the catalogue.", shouldDisplay: false)

    @Argument(help: ArgumentHelp("The folder of the pages.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("Where the JSON Schema goes.", valueName: "file"))
    var schema: String?

    func run() throws {
        try write(LanguageReference.page, to: "\(folder)/language.md")
        let pages = LayerReference.pages { Shapes.text($0, terminal: .plain) }
        for page in pages { try write(page.text, to: "\(folder)/layers/\(page.file)") }
        let rules = RuleReference.pages { FindingText(sources: $0, terminal: .plain).text(of: $1) }
        for page in rules { try write(page.text, to: "\(folder)/rules/\(page.file)") }
        if let schema { try write(SpecSchema.text, to: schema) }
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try ByteFile.write(text, to: path)
        } catch let problem as ByteFile.Problem {
            throw Failure.work("\(path): \(problem.reason)")
        }
    }
}
