import Basics
import ArgumentParser
import SpecCompiler

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
            valueName: "spec"))
    var specs: [String]

    @Flag(help: "Change nothing; name the files that would change, and end with 1 if there are any.")
    var check = false

    @Flag(help: "Change nothing; show what would change as a unified diff.")
    var diff = false

    @Flag(help: "Write layers in longhand, for tools, where what is meant is certain.")
    var longhand = false

    private static let input = "-"

    func run() throws {
        var (read, changed, skipped, hasErrors, hasFailed) = (0, 0, 0, false, false)
        /// What can't be read or written is said, and the rest is formatted all the same.
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
            guard let source = try attempt({ try path == Self.input ? SpecFiles.readInput() : SpecFiles.read(path) })
            else { continue }
            read += 1
            let outcome = SpecFormatter.format(source, form: longhand ? .longhand : .notation)
            let text = FindingText(sources: [source], terminal: .errors)
            for finding in outcome.diagnostics { Terminal.errors.tell(text.text(of: finding) + "\n\n") }
            if outcome.diagnostics.hasErrors { hasErrors = true }
            if !outcome.diagnostics.isEmpty { skipped += 1 }
            if outcome.isChanged { changed += 1 }
            _ = try attempt { try answer(outcome, source, isInput: path == Self.input) }
        }
        if (read > 0 || !hasFailed) && !specs.contains(Self.input) {
            Terminal.errors.tell(summary(changed, skipped, of: read) + "\n")
        }
        if hasFailed { throw ExitCode(2) }
        if hasErrors || check && changed > 0 { throw Failure.findings }
    }

    /// Shows or writes what became of one spec.
    private func answer(_ outcome: SpecFormatter.Outcome, _ source: SourceFile, isInput: Bool) throws {
        if diff {
            guard outcome.isChanged else { return }
            let difference = UnifiedDiff(
                path: source.path, old: String(decoding: source.bytes, as: UTF8.self),
                new: String(decoding: outcome.bytes, as: UTF8.self), terminal: .output)
            try Terminal.output.write(difference.text)
        } else if check {
            if outcome.isChanged { try Terminal.output.write(source.path + "\n") }
        } else if isInput {
            // What can't be read gives no answer that an editor could take for one.
            if !outcome.diagnostics.hasErrors {
                try Terminal.output.write(String(decoding: outcome.bytes, as: UTF8.self))
            }
        } else if outcome.isChanged {
            do {
                try ByteFile.replace(source.path, with: outcome.bytes)
            } catch let problem as ByteFile.Problem {
                throw Failure.work("\(source.path): \(problem.reason)")
            }
            try Terminal.output.write("formatted \(source.path)\n")
        }
    }

    /// `2 of 3 specs formatted`.
    private func summary(_ changed: Int, _ skipped: Int, of read: Int) -> String {
        let specs = counted(read, "spec")
        if changed == 0, skipped == 0 { return "nothing to format in \(specs)" }
        let done = "\(changed) of \(specs) \(check || diff ? "would change" : "formatted")"
        return skipped == 0 ? done : "\(done), \(skipped) left as \(skipped == 1 ? "it is" : "they are")"
    }
}
