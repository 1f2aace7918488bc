import Basics
import SpecCompiler

/// What a check comes to.
struct CheckSummary {
    var specs = 0
    var fixes = 0
    /// Whether nothing is changed.
    var isDry = false
    var counts: [Severity: Int] = [:]
    private var rules: [Rule: Int] = [:]

    mutating func count(_ spec: CheckedSpec) {
        specs += 1
        tell(spec.findings)
    }

    /// Counts findings that are shown beside the report.
    mutating func tell(_ findings: [Diagnostic]) {
        for finding in findings {
            counts[finding.severity, default: 0] += 1
            rules[finding.rule, default: 0] += 1
        }
    }

    /// `2 errors, 1 warning and 3 of advice in 3 specs`.
    var text: String {
        var parts: [String] = []
        if let errors = counts[.error] { parts.append(counted(errors, "error")) }
        if let warnings = counts[.warning] { parts.append(counted(warnings, "warning")) }
        if let advice = counts[.advice] { parts.append("\(advice) of advice") }
        let found = parts.isEmpty ? "no findings" : Suggestion.list(parts, conjunction: "and")
        if isDry {
            return
                "\(fixes == 0 ? "nothing" : fixes == 1 ? "1 finding" : "\(fixes) findings") would be mended in \(counted(specs, "spec"))"
        }
        let mended = fixes == 0 ? "" : "\(fixes) \(fixes == 1 ? "fix" : "fixes"); "
        return "\(mended)\(found) in \(counted(specs, "spec"))"
    }

    /// A row a rule, the most frequent first.
    var table: String {
        let rows = rules.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let width = String(rows.first?.value ?? 0).count
        let longest = rows.map(\.key.name.count).max() ?? 0
        return rows.map { rule, count in
            let severity = rule.severity.rawValue
            let cells = [
                String(count).leftPadded(to: width), severity + String(repeating: " ", count: 7 - severity.count),
                rule.name + String(repeating: " ", count: longest - rule.name.count), RulePage.of(rule)?.summary ?? "",
            ]
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
