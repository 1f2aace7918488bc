import Basics
import OperatingSystem
import SpecCompiler
import SpecReports

/// Formats specs: the implementation of `format` in every program that has the command.
package struct FormatRun {
    /// Specs, folders of specs, and `-` for standard input.
    package var paths: [String]
    /// Whether to change nothing, and list the files that would change.
    package var checks = false
    /// Whether to change nothing, and show a diff.
    package var showsDifference = false
    /// Whether to write layers in longhand.
    package var isLonghand = false

    package init(_ paths: [String]) { self.paths = paths }

    /// - Throws: `Failure.findings` if a spec isn't valid YAML, or, when checking, if one isn't formatted.
    package func run() throws {
        var batch = SpecBatch()
        var (read, changed, skipped, failed, hasErrors) = (0, 0, 0, 0, false)
        for path in try batch.find(paths) {
            let isInput = path == SpecBatch.input
            guard let source = try batch.attempt({ try isInput ? SpecFiles.readInput() : SpecFiles.read(path) }) else {
                continue
            }
            read += 1
            let outcome = SpecFormatter.format(source, form: isLonghand ? .longhand : .notation)
            Terminal.errors.tell(FindingText(sources: [source], terminal: .errors).text(of: outcome.diagnostics))
            if outcome.diagnostics.hasErrors { hasErrors = true }
            if !outcome.diagnostics.isEmpty { skipped += 1 }
            if try batch.attempt({ try answer(outcome, source, isInput: isInput) }) == nil {
                failed += 1
            } else if outcome.isChanged {
                changed += 1
            }
        }
        if (read > 0 || !batch.hasFailed) && !paths.contains(SpecBatch.input) {
            Terminal.errors.tell(summary(changed, skipped, failed, of: read) + "\n")
        }
        if batch.hasFailed { throw Failure.reported }
        if hasErrors || checks && changed > 0 { throw Failure.findings }
    }

    /// Shows or writes the result for one spec.
    private func answer(_ outcome: SpecFormatter.Outcome, _ source: SourceFile, isInput: Bool) throws {
        if showsDifference {
            guard outcome.isChanged else { return }
            let difference = UnifiedDiff(
                from: source.bytes, to: outcome.bytes, path: source.path, terminal: .output)
            try Terminal.output.write(difference.text)
        } else if checks {
            if outcome.isChanged { try Terminal.output.write(source.path.escaped + "\n") }
        } else if isInput {
            // Without output for an invalid spec, an editor doesn't replace its text.
            if !outcome.diagnostics.hasErrors {
                try Terminal.output.write(String(decoding: outcome.bytes, as: UTF8.self))
            }
        } else if outcome.isChanged {
            try SpecFiles.replace(source.path, with: outcome.bytes)
            try Terminal.output.write("formatted \(source.path.escaped)\n")
        }
    }

    /// `2 of 3 specs formatted`.
    private func summary(_ changed: Int, _ skipped: Int, _ failed: Int, of read: Int) -> String {
        let specs = counted(read, "spec")
        if changed == 0, skipped == 0, failed == 0 { return "nothing to format in \(specs)" }
        let done = "\(changed) of \(specs) \(checks || showsDifference ? "would change" : "formatted")"
        return skipped == 0 ? done : "\(done), \(skipped) left unchanged"
    }
}
