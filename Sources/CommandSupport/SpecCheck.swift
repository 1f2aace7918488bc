import Basics
import SpecCompiler

/// Shows what is wrong with specs, all of it in one run.
package enum SpecCheck {
    /// - Throws: `Failure.findings` where one has an error; `Failure.work` where one could not be checked.
    package static func run(_ paths: [String]) throws {
        var counts: [Severity: Int] = [:]
        var checked = 0
        var unread: Failure?
        /// What can't be read is said, and the rest is checked all the same.
        func attempt<Result>(_ work: () throws -> Result) throws -> Result? {
            do {
                return try work()
            } catch let failure as Failure {
                failure.report()
                unread = failure
                return nil
            }
        }
        for path in try paths.flatMap({ path in try attempt { try SpecFiles.find(path) } ?? [] }) {
            let found = try attempt {
                let project = try ProjectFile.find(above: path)
                let compilation = SpecFiles.compilation(of: try SpecFiles.read(path), project: project?.budget)
                return (compilation, project?.selection ?? RuleSelection())
            }
            guard let (compilation, selection) = found else { continue }
            checked += 1
            let text = FindingText(sources: compilation.sources, terminal: .output)
            for finding in compilation.diagnostics where selection.shows(finding) {
                counts[finding.severity, default: 0] += 1
                try Terminal.output.write(text.text(of: finding) + "\n\n")
            }
        }
        if checked > 0 || unread == nil { Terminal.errors.tell(summary(counts, specs: checked) + "\n") }
        if unread != nil { throw Failure.told }
        if counts[.error, default: 0] > 0 { throw Failure.findings }
    }

    /// `2 errors and 1 warning in 3 specs`.
    private static func summary(_ counts: [Severity: Int], specs: Int) -> String {
        var parts: [String] = []
        if let errors = counts[.error] { parts.append(counted(errors, "error")) }
        if let warnings = counts[.warning] { parts.append(counted(warnings, "warning")) }
        if let advice = counts[.advice] { parts.append("\(advice) of advice") }
        let found = parts.isEmpty ? "no findings" : Suggestion.list(parts, conjunction: "and")
        return "\(found) in \(counted(specs, "spec"))"
    }
}
