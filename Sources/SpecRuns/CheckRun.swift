import Basics
import OperatingSystem
import SpecCompiler
import SpecReports

/// Checks specs and shows all findings: the implementation of `check` in every program that has the command.
package struct CheckRun {
    /// Specs, folders of specs, and `-` for standard input.
    package var paths: [String]
    package var format = ReportFormat.text
    /// Whether to apply unambiguous fixes.
    package var fixes = false
    /// Whether to change nothing, and show the changes that fixes would make.
    package var isDry = false
    /// Names of rules and groups, possibly separated by commas; these take precedence over the configuration file.
    package var selected: [String] = []
    package var ignored: [String] = []
    package var severity: String?
    /// Whether to show the number of findings per rule instead of the findings.
    package var showsStatistics = false
    /// Whether to succeed even if there are errors.
    package var acceptsErrors = false
    /// The path to use for the spec on standard input, from which its includes and configuration file are found.
    package var inputName: String?
    /// Whether to check each spec again when it changes, until a signal arrives.
    package var watches = false
    /// Whether to use the cache of findings.
    package var usesCache = true

    package init(_ paths: [String]) { self.paths = paths }

    /// - Throws: `Failure.Misuse` if the options are invalid or can't be combined.
    package func validate() throws(Failure.Misuse) {
        if isDry, !fixes { throw .init("--dry-run needs --fix") }
        if inputName != nil, !paths.contains(SpecBatch.input) { throw .init("--stdin-filename needs the spec `-`") }
        if watches, fixes || showsStatistics || !format.isLines || paths.contains(SpecBatch.input) {
            throw .init(
                "--watch needs a line-based --format, and can't be combined with --fix, --statistics, or `-`")
        }
        if fixes, showsStatistics { throw .init("--fix and --statistics can't be combined") }
        if let severity, Severity(rawValue: severity) == nil {
            throw .init("--severity must be \(Suggestion.list(Severity.allCases.map(\.rawValue)))")
        }
        for names in [selected, ignored] {
            do throws(RuleSelection.UnknownRule) {
                _ = try RuleSelection.rules(names.flatMap(RuleSelection.names))
            } catch {
                throw .init(error.message)
            }
        }
    }

    /// - Throws: `Failure.findings` if a spec has an error that is shown.
    package func run() throws {
        var cache = usesCache ? CheckCache() : nil
        if watches { try watch(&cache) }
        defer { cache?.trim() }
        var summary = CheckSummary()
        summary.isDry = isDry
        var shown: [CheckedSpec] = []
        var batch = SpecBatch()
        for path in try batch.find(paths) {
            guard let spec = try batch.attempt({ try check(path, &cache, &summary) }) else { continue }
            summary.count(spec)
            if showsStatistics { continue }
            if format.isLines { try show(spec) } else { shown.append(spec) }
        }
        if showsStatistics {
            try Terminal.output.write(summary.table)
        } else if !format.isLines {
            try Terminal.output.write(format.document(of: shown))
        }
        if summary.specs > 0 || !batch.hasFailed { Terminal.errors.tell(summary.text + "\n") }
        if batch.hasFailed { throw Failure.reported }
        if summary.hasErrors, !acceptsErrors { throw Failure.findings }
    }

    private func show(_ spec: CheckedSpec) throws {
        try Terminal.output.write(format.lines(of: spec, terminal: .output))
    }

    /// Checks changed specs repeatedly, until a signal arrives. The findings of the spec that is being checked are
    /// still shown.
    private func watch(_ cache: inout CheckCache?) throws -> Never {
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
        let paths = paths.flatMap { (try? SpecFiles.find($0)) ?? [$0] }
        let changed = watch.changed(paths)
        var summary = CheckSummary()
        for path in changed where paths.contains(path) {
            watch.begin(path)
            do {
                let spec = try check(path, &cache, &summary)
                watch.note(path, spec.sources)
                summary.count(spec)
                try show(spec)
            } catch let failure as Failure {
                failure.report()
            }
            if Interruption.received != nil { return }
        }
        if !changed.isEmpty { Terminal.errors.tell("\(summary.text); waiting for changes\n") }
    }

    /// Checks one spec, and fixes it if requested.
    private func check(
        _ path: String, _ cache: inout CheckCache?, _ summary: inout CheckSummary
    ) throws -> CheckedSpec {
        let isInput = path == SpecBatch.input
        let project = try ProjectFile.find(above: isInput ? inputName ?? "./input" : path)
        let selection = selection(in: project)
        let source = try isInput ? SpecFiles.readInput(as: inputName ?? "<input>") : SpecFiles.read(path)
        if fixes { return try fix(source, isInput: isInput, project?.budget, selection, &summary) }
        var spec =
            (isInput ? nil : cache?.checked(source, project?.budget))
            ?? CheckedSpec(SpecFiles.compilation(of: source, project: project?.budget))
        spec.findings.removeAll { !selection.shows($0) }
        return spec
    }

    private func fix(
        _ source: SourceFile, isInput: Bool, _ budget: ProjectBudget?, _ selection: RuleSelection,
        _ summary: inout CheckSummary
    ) throws -> CheckedSpec {
        let included = IncludedFiles()
        func compilation(of source: SourceFile) -> SpecCompiler.Compilation {
            SpecFiles.compilation(of: source, project: budget, included: included)
        }
        let outcome = FixAll.fixing(source, where: selection.fixes) { compilation(of: $0).diagnostics }
        summary.fixes += outcome.applied.count
        if isDry {
            if !outcome.applied.isEmpty {
                let difference = UnifiedDiff(
                    from: source.bytes, to: outcome.source.bytes, path: source.path, terminal: .output)
                try Terminal.output.write(difference.text)
            }
            // The diff shows what would be fixed.
            return CheckedSpec(sources: [source], findings: [])
        }
        let compilation = compilation(of: outcome.source)
        let rest = CheckedSpec(
            sources: compilation.sources, findings: compilation.diagnostics.filter(selection.shows))
        guard isInput else {
            if !outcome.applied.isEmpty { try SpecFiles.replace(source.path, with: outcome.source.bytes) }
            return rest
        }
        // An editor uses the output as the new text, so the remaining findings go to standard error.
        try Terminal.output.write(String(decoding: outcome.source.bytes, as: UTF8.self))
        Terminal.errors.tell(ReportFormat.text.lines(of: rest, terminal: .errors))
        summary.count(rest.findings)
        return CheckedSpec(sources: rest.sources, findings: [])
    }

    /// The selection in the configuration file, overridden by the options.
    private func selection(in project: ProjectFile?) -> RuleSelection {
        var selection = project?.selection ?? RuleSelection()
        func rules(_ names: [String]) -> Set<Rule> {
            (try? RuleSelection.rules(names.flatMap(RuleSelection.names))) ?? []
        }
        if !selected.isEmpty { selection.selected = rules(selected) }
        selection.ignored.formUnion(rules(ignored))
        if let severity = severity.flatMap(Severity.init(rawValue:)) { selection.severity = severity }
        return selection
    }
}
