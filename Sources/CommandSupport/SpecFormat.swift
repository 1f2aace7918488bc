import SpecCompiler

/// Formats specs in place, for the command plugin. `strata format` can do more.
package enum SpecFormat {
    /// - Parameter check: whether to change nothing, and only name the files that would change.
    /// - Throws: `Failure.findings` where a spec can't be read, or when checking one is not formatted.
    package static func run(_ paths: [String], check: Bool) throws {
        var hasFindings = false
        for path in try paths.flatMap({ try SpecFiles.find($0) }) {
            let source = try SpecFiles.read(path)
            let outcome = SpecFormatter.format(source)
            let text = FindingText(sources: [source], terminal: .errors)
            for finding in outcome.diagnostics { Terminal.errors.tell(text.text(of: finding) + "\n\n") }
            hasFindings = hasFindings || outcome.diagnostics.hasErrors
            guard outcome.isChanged else { continue }
            if check {
                Terminal.errors.tell("\(path):1:1: error: this spec is not formatted\n")
                hasFindings = true
                continue
            }
            do {
                try ByteFile.replace(path, with: outcome.bytes)
            } catch let problem as ByteFile.Problem {
                throw Failure.work("\(path): \(problem.reason)")
            }
            try Terminal.output.write("formatted \(path)\n")
        }
        if hasFindings { throw Failure.findings }
    }
}
