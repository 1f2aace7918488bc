import SpecCompiler

/// The XML of Checkstyle, which build servers read (https://checkstyle.org).
enum CheckstyleReport {
    static func text(_ specs: [CheckedSpec]) -> String {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<checkstyle version=\"4.3\">"]
        for spec in specs {
            // Findings in an include are listed under the include.
            var files: [(path: String, errors: [String])] = [(spec.sources[0].path, [])]
            for finding in spec.findings {
                let place = spec.place(of: finding.span)
                let severity = finding.severity == .advice ? "info" : finding.severity.rawValue
                let message = finding.message + (finding.guidance.map { "; \($0)" } ?? "")
                let error = """
                        <error line="\(place.line)" column="\(place.column)" severity="\(severity)" \
                    message="\(Escaping.xmlAttribute(message))" source="strata.\(finding.rule)"/>
                    """
                if let index = files.firstIndex(where: { $0.path == place.path }) {
                    files[index].errors.append(error)
                } else {
                    files.append((place.path, [error]))
                }
            }
            for file in files {
                lines.append("  <file name=\"\(Escaping.xmlAttribute(file.path))\">")
                lines += file.errors
                lines.append("  </file>")
            }
        }
        return (lines + ["</checkstyle>", ""]).joined(separator: "\n")
    }
}
