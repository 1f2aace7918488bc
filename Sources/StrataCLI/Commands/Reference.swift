import ArgumentParser
import SpecCompiler

/// Writes the pages of `docs` that are made from the catalogue. For Strata's own developers.
struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the language's reference from the catalogue.", shouldDisplay: false)

    @Argument(help: ArgumentHelp("The folder of the pages.", valueName: "folder"))
    var folder: String

    func run() throws {
        let path = "\(folder)/language.md"
        do {
            try ByteFile.write(LanguageReference.page, to: path)
        } catch let problem as ByteFile.Problem {
            throw Failure.work("\(path): \(problem.reason)")
        }
    }
}
