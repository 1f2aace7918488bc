import Basics
import SpecCompiler

/// SARIF 2.1.0, for code-scanning services (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
enum SARIFReport {
    static func text(_ specs: [CheckedSpec]) -> String {
        let used = Set(specs.flatMap { $0.findings.map(\.rule) })
        let pages = RulePage.all.filter { used.contains($0.rule) }
        let numbers = Dictionary(uniqueKeysWithValues: pages.enumerated().map { ($1.rule, $0) })
        let results = specs.flatMap { spec in spec.findings.map { result($0, numbers[$0.rule], in: spec) } }
        let driver: JSON = [
            "name": "Strata", "version": .string(strataVersion), "rules": .array(pages.map(rule)),
        ]
        let log: JSON = [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [["tool": ["driver": driver], "columnKind": "unicodeCodePoints", "results": .array(results)]],
        ]
        return log.text()
    }

    private static func message(_ text: String) -> JSON { ["text": .string(text)] }

    private static func level(_ severity: Severity) -> JSON {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .advice: "note"
        }
    }

    private static func rule(_ page: RulePage) -> JSON {
        [
            "id": .string(page.name), "shortDescription": message(page.summary),
            "fullDescription": message(page.reason), "help": message("\(page.reason)\nSource: \(page.source)"),
            "defaultConfiguration": ["level": level(page.severity)],
            "properties": ["tags": [.string(page.group.title)]],
        ]
    }

    private static func result(_ finding: Diagnostic, _ rule: Int?, in spec: CheckedSpec) -> JSON {
        .fields([
            "ruleId": .string(finding.rule.name), "ruleIndex": rule.map { .integer($0) },
            "level": level(finding.severity),
            "message": message(finding.message + (finding.guidance.map { "\n\($0)" } ?? "")),
            "locations": [location(finding.span, in: spec)],
            "relatedLocations": .list(finding.notes) { location($0.span, in: spec, message: $0.message) },
            "fixes": .list(finding.fixes) { fix($0, in: spec) },
        ])
    }

    private static func fix(_ fix: Diagnostic.Fix, in spec: CheckedSpec) -> JSON {
        let files = Set(fix.edits.map(\.span.file)).sorted()
        let changes = files.map { file -> JSON in
            let edits = fix.edits.filter { $0.span.file == file }
            return [
                "artifactLocation": artifact(spec.sources.file(of: Span(file: file, start: 0, end: 0)).path),
                "replacements": .array(
                    edits.map {
                        ["deletedRegion": region($0.span, in: spec), "insertedContent": message($0.replacement)]
                    }),
            ]
        }
        return ["description": message(fix.title), "artifactChanges": .array(changes)]
    }

    private static func location(_ span: Span, in spec: CheckedSpec, message text: String? = nil) -> JSON {
        .fields([
            "physicalLocation": [
                "artifactLocation": artifact(spec.sources.file(of: span).path), "region": region(span, in: spec),
            ],
            "message": text.map(message),
        ])
    }

    private static func region(_ span: Span, in spec: CheckedSpec) -> JSON {
        let place = spec.place(of: span)
        return [
            "startLine": .integer(place.line), "startColumn": .integer(place.column),
            "endLine": .integer(place.endLine), "endColumn": .integer(place.endColumn),
        ]
    }

    private static func artifact(_ path: String) -> JSON { ["uri": .string(Escaping.uri(path))] }
}
