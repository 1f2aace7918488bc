import Basics
import ArgumentParser
import SpecCompiler
import StrataRuntime

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
            "The specs; of a folder, every \(SpecFiles.suffix) in it; `-` reads one from the input.", valueName: "spec")
    )
    var specs: [String]

    @Option(
        help: ArgumentHelp(
            "How findings are written: \(CheckFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "format"))
    var format = CheckFormat.text

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
            "The name that the spec on the input goes by; its includes lie beside it.", valueName: "path"))
    var stdinFilename: String?

    @Flag(help: "Go on: check each spec again when it or an include changes, until Ctrl-C.")
    var watch = false

    @Flag(help: "Check every spec anew, also those that are as they were, and keep nothing for the next time.")
    var noCache = false

    private static let input = "-"

    func validate() throws {
        if dryRun, !fix { throw ValidationError("--dry-run needs --fix") }
        if stdinFilename != nil, !specs.contains(Self.input) {
            throw ValidationError("--stdin-filename needs the spec `-`")
        }
        if watch, fix || statistics || !format.isLines || specs.contains(Self.input) {
            throw ValidationError(
                "--watch shows findings of files as lines: leave --fix, --statistics, `-` and other formats out")
        }
        if fix, statistics { throw ValidationError("--fix and --statistics can't go together") }
        if let severity, Severity(rawValue: severity) == nil {
            throw ValidationError("--severity is one of \(Suggestion.list(Severity.allCases.map(\.rawValue)))")
        }
        for names in [select, ignore] {
            do {
                _ = try RuleSelection.rules(names.flatMap(RuleSelection.names))
            } catch {
                throw ValidationError(error.message)
            }
        }
    }

    func run() throws {
        var cache = noCache ? nil : CheckCache()
        if watch { try watchSpecs(&cache) }
        defer { cache?.trim() }
        var summary = CheckSummary()
        var shown: [CheckedSpec] = []
        var hasFailed = false
        /// What can't be read is said, and the rest is checked all the same.
        func attempt<Result>(_ work: () throws -> Result) throws -> Result? {
            do {
                return try work()
            } catch let failure as Failure {
                failure.report()
                hasFailed = true
                return nil
            }
        }
        for path in try specs.flatMap({ path in
            try attempt { path == Self.input ? [path] : try SpecFiles.find(path) } ?? []
        }) {
            guard let spec = try attempt({ try check(path, &cache, &summary) }) else { continue }
            summary.count(spec)
            if statistics { continue }
            if format.isLines { try Terminal.output.write(format.lines(of: spec)) } else { shown.append(spec) }
        }
        if statistics {
            try Terminal.output.write(summary.table)
        } else if !format.isLines {
            try Terminal.output.write(format.document(of: shown))
        }
        if summary.specs > 0 || !hasFailed { Terminal.errors.tell(summary.text + "\n") }
        if hasFailed { throw Failure.told }
        if summary.counts[.error, default: 0] > 0, !exitZero { throw Failure.findings }
    }

    /// Checks what changed, again and again, until a signal comes. The spec that is being checked then is told still.
    private func watchSpecs(_ cache: inout CheckCache?) throws -> Never {
        var watch = SpecWatch()
        let signal = try Interruption.caught {
            while true {
                try checkChanges(&watch, &cache)
                if let signal = Interruption.received { return signal }
                SpecWatch.wait()
            }
        }
        cache?.trim()
        Interruption.end(by: signal)
    }

    private func checkChanges(_ watch: inout SpecWatch, _ cache: inout CheckCache?) throws {
        let paths = specs.flatMap { (try? SpecFiles.find($0)) ?? [$0] }
        let changed = watch.changed(paths)
        var summary = CheckSummary()
        for path in changed where paths.contains(path) {
            watch.begin(path)
            do {
                let spec = try check(path, &cache, &summary)
                watch.note(path, spec.sources)
                summary.count(spec)
                try Terminal.output.write(format.lines(of: spec))
            } catch let failure as Failure {
                failure.report()
            }
            if Interruption.received != nil { return }
        }
        if !changed.isEmpty { Terminal.errors.tell("\(summary.text); waiting for changes\n") }
    }

    /// Checks one spec, and mends it where that is asked for.
    private func check(
        _ path: String, _ cache: inout CheckCache?, _ summary: inout CheckSummary
    ) throws -> CheckedSpec {
        let isInput = path == Self.input
        let name = isInput ? stdinFilename ?? "<input>" : path
        let project = try ProjectFile.find(above: isInput ? stdinFilename ?? "./input" : path)
        let selection = selection(in: project)
        let included = IncludedFiles()
        func compilation(of source: SourceFile) -> SpecCompiler.Compilation {
            SpecFiles.compilation(of: source, project: project?.budget, included: included)
        }
        let source =
            isInput
            ? SourceFile(path: name, bytes: try SpecFiles.readInput().bytes) : try SpecFiles.read(path)
        guard fix else {
            var spec =
                (isInput ? nil : cache?.checked(source, project?.budget)) ?? CheckedSpec(compilation(of: source))
            spec.findings.removeAll { !selection.shows($0) }
            return spec
        }
        let outcome = FixAll.mended(source, where: selection.mends) { compilation(of: $0).diagnostics }
        summary.fixes += outcome.applied.count
        summary.isDry = dryRun
        if !outcome.applied.isEmpty {
            if dryRun {
                let difference = UnifiedDiff(
                    path: name, old: String(decoding: source.bytes, as: UTF8.self),
                    new: String(decoding: outcome.source.bytes, as: UTF8.self), terminal: .output)
                try Terminal.output.write(difference.text)
            } else if !isInput {
                do {
                    try ByteFile.replace(path, with: outcome.source.bytes)
                } catch let problem as ByteFile.Problem {
                    throw Failure.work("\(path): \(problem.reason)")
                }
            }
        }
        let compilation = compilation(of: dryRun ? source : outcome.source)
        if isInput, !dryRun {
            // An editor takes the output for the new text: what is left is told beside it.
            try Terminal.output.write(String(decoding: outcome.source.bytes, as: UTF8.self))
            let text = FindingText(sources: compilation.sources, terminal: .errors)
            let rest = compilation.diagnostics.filter(selection.shows)
            for finding in rest { Terminal.errors.tell(text.text(of: finding) + "\n\n") }
            summary.tell(rest)
            return CheckedSpec(sources: compilation.sources, findings: [])
        }
        // What would be mended is shown by the difference.
        return CheckedSpec(
            sources: compilation.sources,
            findings: (dryRun ? [] : compilation.diagnostics).filter(selection.shows))
    }

    /// What the project's file says, and before it what the command's own options do.
    private func selection(in project: ProjectFile?) -> RuleSelection {
        var selection = project?.selection ?? RuleSelection()
        func rules(_ names: [String]) -> Set<Rule> {
            (try? RuleSelection.rules(names.flatMap(RuleSelection.names))) ?? []
        }
        if !select.isEmpty { selection.selected = rules(select) }
        selection.ignored.formUnion(rules(ignore))
        if let severity = severity.flatMap(Severity.init(rawValue:)) { selection.severity = severity }
        return selection
    }
}
