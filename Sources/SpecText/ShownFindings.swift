/// The findings that people see: of very many in one line or in one spec, only the first. A list of thousands helps
/// nobody, and each is shown with the text around it.
package struct ShownFindings: Sendable {
    package enum Entry: Sendable {
        case finding(Diagnostic)
        /// How many more findings there are, in the line of a place.
        case inLine(Int, Span)
        /// How many more findings there are in the spec, from a place on.
        case inSpec(Int, Span)
    }

    /// The most findings of a line, and of a spec with its includes.
    private static let mostInLine = 20
    private static let mostInSpec = 1000

    package private(set) var entries: [Entry] = []

    /// - Parameter findings: in the order of the text.
    package init(_ findings: [Diagnostic], in sources: [SourceFile]) {
        var line: (file: Int, number: Int)?
        var (shown, shownInLine, hidden) = (0, 0, 0)
        for (index, finding) in findings.enumerated() {
            guard shown < Self.mostInSpec else {
                entries.append(.inSpec(findings.count - index, finding.span))
                return
            }
            let file = sources.indices.contains(finding.span.file) ? finding.span.file : 0
            let number = sources[file].line(at: finding.span.start)
            if line.map({ $0 != (file, number) }) ?? true { (line, shownInLine, hidden) = ((file, number), 0, 0) }
            if shownInLine < Self.mostInLine {
                entries.append(.finding(finding))
                shownInLine += 1
                shown += 1
            } else {
                if hidden > 0 { entries.removeLast() }
                hidden += 1
                entries.append(.inLine(hidden, finding.span))
            }
        }
    }

    /// Those that are shown.
    package var findings: [Diagnostic] {
        entries.compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
    }
}
