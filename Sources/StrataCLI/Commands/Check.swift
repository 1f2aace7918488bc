import ArgumentParser
import SpecCompiler

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what is wrong with specs.",
        discussion: """
            Each finding is one line, file:line:column: severity: message [rule], with the text it is about below, and \
            how to mend it. All findings of a file are shown in one run.
            """)

    @Argument(help: ArgumentHelp("The specs; of a folder, every \(SpecFiles.suffix) in it.", valueName: "spec"))
    var specs: [String]

    func run() throws {
        var counts: [Severity: Int] = [:]
        var (checked, hasFailed) = (0, false)
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
        for path in try specs.flatMap({ path in try attempt { try SpecFiles.find(path) } ?? [] }) {
            guard let compilation = try attempt({ try SpecFiles.compilation(of: path) }) else { continue }
            checked += 1
            let text = FindingText(sources: compilation.sources, terminal: .output)
            for finding in compilation.diagnostics {
                counts[finding.severity, default: 0] += 1
                try Terminal.output.write(text.text(of: finding) + "\n\n")
            }
        }
        if checked > 0 || !hasFailed { Terminal.errors.tell(Self.summary(counts, specs: checked) + "\n") }
        if hasFailed { throw ExitCode(2) }
        if counts[.error, default: 0] > 0 { throw Failure.findings }
    }

    /// `2 errors and 1 warning in 3 specs`.
    private static func summary(_ counts: [Severity: Int], specs: Int) -> String {
        func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
        var parts: [String] = []
        if let errors = counts[.error] { parts.append(counted(errors, "error")) }
        if let warnings = counts[.warning] { parts.append(counted(warnings, "warning")) }
        if let advice = counts[.advice] { parts.append("\(advice) of advice") }
        let found = parts.isEmpty ? "no findings" : Suggestion.list(parts, conjunction: "and")
        return "\(found) in \(counted(specs, "spec"))"
    }
}
