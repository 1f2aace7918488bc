import ArgumentParser
import SpecRuns

struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Writes specs as specs are best written, without changing what they say.",
        discussion: """
            Formatting makes indentation, spaces, quotes, the order of options, and the columns of comments consistent, \
            and writes layers in the notation where possible, without changing what the spec means. Comments and blank \
            lines stay. Files are changed in place; a formatted file isn't touched. docs/formatter.md has the details.

            A spec that isn't valid YAML is left unchanged, and its errors are shown.
            """)

    @Argument(
        help: ArgumentHelp(
            "The specs; for a folder, every \(SpecFiles.suffix) in it; `-` formats standard input to standard output.",
            valueName: "spec"),
        completion: .spec)
    var specs: [String]

    @Flag(help: "Change nothing; list the files that would change, and exit with 1 if there are any.")
    var check = false

    @Flag(help: "Change nothing; show the changes as a unified diff.")
    var diff = false

    @Flag(help: "Write layers in longhand, for tools, where their meaning is certain.")
    var longhand = false

    func run() throws {
        var run = FormatRun(specs)
        run.checks = check
        run.showsDifference = diff
        run.isLonghand = longhand
        try run.run()
    }
}
