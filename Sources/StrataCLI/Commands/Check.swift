import ArgumentParser

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what is wrong with specs.",
        discussion: """
            Each finding is one line, file:line:column: severity: message [rule], with the text it is about below, and \
            how to mend it. All findings of a file are shown in one run.
            """)

    @Argument(help: ArgumentHelp("The specs; of a folder, every \(SpecFiles.suffix) in it.", valueName: "spec"))
    var specs: [String]

    func run() throws { try SpecCheck.run(specs) }
}
