import ArgumentParser
import Basics
import SpecReports
import SpecRuns

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Shows what is wrong with specs.",
        discussion: """
            Each finding is one line, file:line:column: severity: message [rule], followed by the source text and how \
            to fix it. One run shows all findings of a file. `strata explain RULE` explains why a rule matters.

            Errors exit with 1; warnings and advice exit with 0. To suppress a finding, add the comment `# strata: \
            allow RULE` to the end of its line, to a separate line before it, or to the top of the file. A file named \
            .strata.yml in the spec's folder or above can contain `select`, `ignore`, `severity`, and a `budget` for \
            every spec without its own.

            Results are cached below XDG_CACHE_HOME (~/.cache) and reused as long as the spec, its includes, and the \
            project's budget stay the same.
            """)

    @Argument(
        help: ArgumentHelp(
            "The specs; for a folder, every \(SpecFiles.suffix) in it; `-` reads one from standard input.",
            valueName: "spec"),
        completion: .spec)
    var specs: [String]

    @Option(
        help: ArgumentHelp(
            "The output format: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "format"))
    var format = ReportFormat.text

    @Flag(help: "Apply all unambiguous fixes, and show the remaining findings. Advice is fixed only if it is selected.")
    var fix = false

    @Flag(help: "With --fix: change nothing, and show the changes as a unified diff.")
    var dryRun = false

    @Option(help: ArgumentHelp("Show only these rules or groups of rules, separated by commas.", valueName: "rules"))
    var select: [String] = []

    @Option(help: ArgumentHelp("Skip these rules or groups of rules, separated by commas.", valueName: "rules"))
    var ignore: [String] = []

    @Option(
        help: ArgumentHelp("Show findings of at least this severity: error, warning, or advice.", valueName: "severity")
    )
    var severity: String?

    @Flag(help: "Show the number of findings per rule instead of the findings.")
    var statistics = false

    @Flag(help: "Exit with 0 even if there are errors.")
    var exitZero = false

    @Option(
        help: ArgumentHelp(
            "The path to use for the spec on standard input; its includes are next to it.", valueName: "path"),
        completion: .spec)
    var stdinFilename: String?

    @Flag(help: "Keep running: check each spec again when it or an include changes, until Ctrl-C.")
    var watch = false

    @Flag(help: "Ignore the cache: check every spec, and don't save the results.")
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
