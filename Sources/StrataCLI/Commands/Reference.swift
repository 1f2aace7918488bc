import ArgumentParser
import Basics
import OperatingSystem
import SpecCompiler
import SpecReports
import SpecRuns

/// Generates the files of a checkout that come from the catalog. For Strata's developers.
struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Writes the reference pages, the schema and the editors' grammars from the catalog.",
        shouldDisplay: false)

    @Argument(help: ArgumentHelp("The checkout; by default, the current folder.", valueName: "folder"))
    var checkout = "."

    func run() throws {
        let files = ReferenceFiles.all(
            shapes: { Shapes.text($0, terminal: .plain) },
            show: { FindingText(sources: $0, terminal: .plain).text(of: $1) })
        for file in files { _ = try WrittenFile(writing: file.text, to: Path.join(checkout, file.path)) }
    }
}
