import SpecCompiler

/// Findings for other programs. Fields are added in later versions, never renamed.
enum JSONReport {
    static func text(_ specs: [CheckedSpec]) -> String {
        let findings = specs.flatMap { spec in spec.findings.map { object($0, in: spec) } }
        func count(_ severity: Severity) -> JSON {
            .number(specs.reduce(0) { $0 + $1.findings.count { $0.severity == severity } })
        }
        return JSON.object([
            ("specs", .number(specs.count)),
            ("errors", count(.error)), ("warnings", count(.warning)), ("advice", count(.advice)),
            ("findings", .array(findings)),
        ]).text()
    }

    private static func object(_ finding: Diagnostic, in spec: CheckedSpec) -> JSON {
        var fields = place(finding.span, in: spec)
        fields += [
            ("severity", .string(finding.severity.rawValue)), ("rule", .string(finding.rule.name)),
            ("message", .string(finding.message)),
        ]
        if let help = finding.guidance { fields.append(("help", .string(help))) }
        if !finding.notes.isEmpty {
            fields.append(
                (
                    "notes",
                    .array(finding.notes.map { .object(place($0.span, in: spec) + [("message", .string($0.message))]) })
                ))
        }
        if !finding.fixes.isEmpty {
            let fixes = finding.fixes.map { fix in
                JSON.object([
                    ("title", .string(fix.title)),
                    (
                        "edits",
                        .array(
                            fix.edits.map {
                                .object(place($0.span, in: spec) + [("replacement", .string($0.replacement))])
                            })
                    ),
                ])
            }
            fields.append(("fixes", .array(fixes)))
        }
        return .object(fields)
    }

    private static func place(_ span: Span, in spec: CheckedSpec) -> [(String, JSON)] {
        let place = spec.place(of: span)
        return [
            ("file", .string(place.path)), ("line", .number(place.line)), ("column", .number(place.column)),
            ("endLine", .number(place.endLine)), ("endColumn", .number(place.endColumn)),
        ]
    }
}
