import SpecCompiler

/// SARIF 2.1.0, which code-scanning services read (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
enum SARIFReport {
    static func text(_ specs: [CheckedSpec]) -> String {
        let used = Set(specs.flatMap { $0.findings.map(\.rule) })
        let pages = RulePage.all.filter { used.contains($0.rule) }
        let numbers = Dictionary(uniqueKeysWithValues: pages.enumerated().map { ($1.rule, $0) })
        let results = specs.flatMap { spec in spec.findings.map { result($0, numbers[$0.rule], in: spec) } }
        let driver = JSON.object([
            ("name", "Strata"), ("version", .string(strataVersion)),
            ("rules", .array(pages.map(rule))),
        ])
        return JSON.object([
            ("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"),
            ("version", "2.1.0"),
            (
                "runs",
                [
                    .object([
                        ("tool", .object([("driver", driver)])), ("columnKind", "unicodeCodePoints"),
                        ("results", .array(results)),
                    ])
                ]
            ),
        ]).text()
    }

    private static func message(_ text: String) -> JSON { .object([("text", .string(text))]) }

    private static func level(_ severity: Severity) -> JSON {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .advice: "note"
        }
    }

    private static func rule(_ page: RulePage) -> JSON {
        .object([
            ("id", .string(page.name)), ("shortDescription", message(page.summary)),
            ("fullDescription", message(page.reason)),
            ("help", message("\(page.reason)\nSource: \(page.source)")),
            ("defaultConfiguration", .object([("level", level(page.severity))])),
            ("properties", .object([("tags", [.string(page.group.title)])])),
        ])
    }

    private static func result(_ finding: Diagnostic, _ rule: Int?, in spec: CheckedSpec) -> JSON {
        var fields: [(String, JSON)] = [("ruleId", .string(finding.rule.name))]
        if let rule { fields.append(("ruleIndex", .number(rule))) }
        fields += [
            ("level", level(finding.severity)),
            ("message", message(finding.message + (finding.guidance.map { "\n\($0)" } ?? ""))),
            ("locations", [location(finding.span, in: spec)]),
        ]
        if !finding.notes.isEmpty {
            fields.append(
                ("relatedLocations", .array(finding.notes.map { location($0.span, in: spec, message: $0.message) })))
        }
        if !finding.fixes.isEmpty {
            fields.append(("fixes", .array(finding.fixes.map { fix($0, in: spec) })))
        }
        return .object(fields)
    }

    private static func fix(_ fix: Diagnostic.Fix, in spec: CheckedSpec) -> JSON {
        let files = Set(fix.edits.map(\.span.file)).sorted()
        return .object([
            ("description", message(fix.title)),
            (
                "artifactChanges",
                .array(
                    files.map { file in
                        .object([
                            ("artifactLocation", artifact(spec.source(of: Span(file: file, start: 0, end: 0)).path)),
                            (
                                "replacements",
                                .array(
                                    fix.edits.filter { $0.span.file == file }.map { edit in
                                        .object([
                                            ("deletedRegion", region(edit.span, in: spec)),
                                            ("insertedContent", message(edit.replacement)),
                                        ])
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }

    private static func location(_ span: Span, in spec: CheckedSpec, message text: String? = nil) -> JSON {
        var fields: [(String, JSON)] = [
            (
                "physicalLocation",
                .object([
                    ("artifactLocation", artifact(spec.source(of: span).path)), ("region", region(span, in: spec)),
                ])
            )
        ]
        if let text { fields.append(("message", message(text))) }
        return .object(fields)
    }

    private static func region(_ span: Span, in spec: CheckedSpec) -> JSON {
        let place = spec.place(of: span)
        return .object([
            ("startLine", .number(place.line)), ("startColumn", .number(place.column)),
            ("endLine", .number(place.endLine)), ("endColumn", .number(place.endColumn)),
        ])
    }

    /// A path as a URI reference (RFC 3986).
    private static func artifact(_ path: String) -> JSON {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        let uri = path.utf8.reduce(into: "") { result, byte in
            if allowed.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return .object([("uri", .string(path.hasPrefix("/") ? "file://\(uri)" : uri))])
    }
}
