import Basics
import ArgumentParser
import SpecReports
import SpecRuns

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what is wrong with specs.",
        discussion: """
            Each finding is one line, file:line:column: severity: message [rule], with the text it is about below, and \
            how to mend it. All findings of a file are shown in one run. `strata explain RULE` tells why a rule matters.

            Errors end with 1; warnings and advice are shown, and end with 0. What is meant as it is, a comment allows: \
            `# strata: allow RULE` at the end of a line, on a line of its own before what it stands for, or at the top of the \
            file. A file named .strata.yml in the spec's folder or above may hold `select`, `ignore`, `severity`, and a \
            `budget` for every spec that does not state its own.

            What was found is kept below XDG_CACHE_HOME (~/.cache), and shown again as long as the spec, what it includes and \
            the project's budget stay the same.
            """)

    @Argument(
        help: ArgumentHelp(
            "The specs; of a folder, every \(SpecFiles.suffix) in it; `-` reads one from the input.", valueName: "spec"),
        completion: .spec)
    var specs: [String]

    @Option(
        help: ArgumentHelp(
            "How findings are written: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "format"))
    var format = ReportFormat.text

    @Flag(help: "Mend what can be mended in one way, and show what is left. Advice is taken only where it is selected.")
    var fix = false

    @Flag(help: "With --fix: change nothing, and show what would change as a unified diff.")
    var dryRun = false

    @Option(help: ArgumentHelp("Show these rules or groups of rules only, parted by commas.", valueName: "rules"))
    var select: [String] = []

    @Option(help: ArgumentHelp("Leave these rules or groups of rules out, parted by commas.", valueName: "rules"))
    var ignore: [String] = []

    @Option(help: ArgumentHelp("Show what weighs at least this much: error, warning or advice.", valueName: "severity"))
    var severity: String?

    @Flag(help: "Show how often each rule found something, instead of where.")
    var statistics = false

    @Flag(help: "End with 0 also where there are errors.")
    var exitZero = false

    @Option(
        help: ArgumentHelp(
            "The name that the spec on the input goes by; its includes lie beside it.", valueName: "path"),
        completion: .spec)
    var stdinFilename: String?

    @Flag(help: "Go on: check each spec again when it or an include changes, until Ctrl-C.")
    var watch = false

    @Flag(help: "Check every spec anew, also those that are as they were, and keep nothing for the next time.")
    var noCache = false

    private var sharedRun: CheckRun {
        var run = CheckRun(specs)
        run.format = format
        run.fixes = fix
        run.isDry = dryRun
        run.selected = select
        run.ignored = ignore
        run.severity = severity
        run.showsStatistics = statistics
        run.acceptsErrors = exitZero
        run.inputName = stdinFilename
        run.watches = watch
        run.usesCache = !noCache
        return run
    }

    func validate() throws { try checked(sharedRun.validate) }

    func run() throws { try sharedRun.run() }
}

extension ReportFormat: ExpressibleByArgument {}
