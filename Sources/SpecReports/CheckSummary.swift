import Basics
import SpecCompiler

/// The totals of a check.
package struct CheckSummary {
    package private(set) var specs = 0
    package var fixes = 0
    /// Whether fixes are only shown, not applied.
    package var isDry = false
    private var counts: [Severity: Int] = [:]
    private var rules: [Rule: Int] = [:]

    package init() {}

    package var hasErrors: Bool { counts[.error, default: 0] > 0 }

    package mutating func count(_ spec: CheckedSpec) {
        specs += 1
        count(spec.findings)
    }

    /// Counts findings that are shown separately from the report.
    package mutating func count(_ findings: [Diagnostic]) {
        for finding in findings {
            counts[finding.severity, default: 0] += 1
            rules[finding.rule, default: 0] += 1
        }
    }

    /// `2 errors and 3 suggestions in 3 specs`.
    package var text: String {
        if isDry { return "would fix \(counted(fixes, "finding")) in \(counted(specs, "spec"))" }
        var parts: [String] = []
        if let errors = counts[.error] { parts.append(counted(errors, "error")) }
        if let warnings = counts[.warning] { parts.append(counted(warnings, "warning")) }
        if let advice = counts[.advice] { parts.append(counted(advice, "suggestion")) }
        let found = parts.isEmpty ? "no findings" : Suggestion.list(parts, conjunction: "and")
        let fixed = fixes == 0 ? "" : "fixed \(counted(fixes, "finding")); "
        return "\(fixed)\(found) in \(counted(specs, "spec"))"
    }

    /// One row per rule, the most frequent first.
    package var table: String {
        let rows = rules.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { rule, count in
            [count.grouped, rule.severity.rawValue, rule.name, RulePage.of(rule)?.summary ?? ""]
        }
        return TextTable(rows, rightAligned: [0]).lines.map { $0 + "\n" }.joined()
    }
}
