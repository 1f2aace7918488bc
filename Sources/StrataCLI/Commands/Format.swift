import ArgumentParser
import SpecRuns

struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes specs as specs are best written, without changing what they say.",
        discussion: """
            Indentation, blanks, quotes, the order of options and the columns of comments become the same everywhere, and \
            layers are written in the notation where it reaches. Comments and blank lines stay. Files are changed in place; \
            one that is well formatted is not touched. docs/formatter.md tells the rest.

            A spec that YAML can't read is left as it is, and its mistakes are shown.
            """)

    @Argument(
        help: ArgumentHelp(
            "The specs; of a folder, every \(SpecFiles.suffix) in it; `-` reads one from the input and writes it to the output.",
            valueName: "spec"),
        completion: .spec)
    var specs: [String]

    @Flag(help: "Change nothing; name the files that would change, and end with 1 if there are any.")
    var check = false

    @Flag(help: "Change nothing; show what would change as a unified diff.")
    var diff = false

    @Flag(help: "Write layers in longhand, for tools, where what is meant is certain.")
    var longhand = false

    func run() throws {
        var run = FormatRun(specs)
        run.checks = check
        run.showsDifference = diff
        run.isLonghand = longhand
        try run.run()
    }
}
