import ArgumentParser
import OperatingSystem
import SpecCompiler
import SpecRuns

struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows what changed between two specs: sizes, costs, and which trained weights still fit.",
        discussion: """
            Layers are matched by name. Weights trained with the old spec fit a parameter of the new one if it has the \
            same name and shape.
            """)

    @Argument(help: ArgumentHelp("The old spec.", valueName: "old"), completion: .spec)
    var old: String

    @Argument(help: ArgumentHelp("The new spec.", valueName: "new"), completion: .spec)
    var new: String

    func run() throws {
        let (before, after) = (try SpecFiles.compile(old), try SpecFiles.compile(new))
        try Terminal.output.write(
            try DifferenceReport(old: before, new: after, terminal: .output).text + "\n")
    }
}
