import SpecRuns
import OperatingSystem
import ArgumentParser
import SpecCompiler

struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what changed between two specs: sizes, costs, and which trained weights still fit.",
        discussion: """
            Layers are the same where their names are. Weights trained with the old spec fit the new one where a \
            parameter has the same name and shape.
            """)

    @Argument(help: ArgumentHelp("The spec as it was.", valueName: "old"), completion: .spec)
    var old: String

    @Argument(help: ArgumentHelp("The spec as it is.", valueName: "new"), completion: .spec)
    var new: String

    func run() throws {
        let (before, after) = (try SpecFiles.compile(old), try SpecFiles.compile(new))
        try Terminal.output.write(
            try DifferenceReport(old: before, new: after, terminal: .output).text + "\n")
    }
}
