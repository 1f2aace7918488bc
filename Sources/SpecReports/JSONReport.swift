import Basics
import SpecCompiler

/// Findings for other programs. Fields are added in later versions, never renamed.
enum JSONReport {
    static func text(_ specs: [CheckedSpec]) -> String {
        func count(_ severity: Severity) -> JSON {
            .integer(specs.reduce(0) { $0 + $1.findings.count { $0.severity == severity } })
        }
        let report: JSON = [
            "specs": .integer(specs.count),
            "errors": count(.error), "warnings": count(.warning), "advice": count(.advice),
            "findings": .array(specs.flatMap { spec in spec.findings.map { object($0, in: spec) } }),
        ]
        return report.text()
    }

    private static func object(_ finding: Diagnostic, in spec: CheckedSpec) -> JSON {
        place(finding.span, in: spec).adding([
            "severity": .string(finding.severity.rawValue), "rule": .string(finding.rule.name),
            "message": .string(finding.message), "help": finding.guidance.map { .string($0) },
            "notes": .list(finding.notes) { place($0.span, in: spec).adding(["message": .string($0.message)]) },
            "fixes": .list(finding.fixes) { fix in
                [
                    "title": .string(fix.title),
                    "edits": .array(
                        fix.edits.map { place($0.span, in: spec).adding(["replacement": .string($0.replacement)]) }),
                ]
            },
        ])
    }

    private static func place(_ span: Span, in spec: CheckedSpec) -> JSON {
        let place = spec.place(of: span)
        return [
            "file": .string(place.path), "line": .integer(place.line), "column": .integer(place.column),
            "endLine": .integer(place.endLine), "endColumn": .integer(place.endColumn),
        ]
    }
}
