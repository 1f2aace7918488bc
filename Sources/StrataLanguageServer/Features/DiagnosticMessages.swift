import Basics
import SpecCompiler

extension Analysis {
    /// The findings, in the protocol's form. Of very many, the first are shown.
    ///
    /// - Parameter uriOfSource: the address of an include, by its path.
    func diagnostics(uriOfSource: (String) -> String?) -> [JSON] {
        ShownFindings(findings, in: compilation.sources).findings.map { json($0, uriOfSource) }
    }

    func json(_ finding: Diagnostic, _ uriOfSource: (String) -> String? = { _ in nil }) -> JSON {
        var message = finding.message
        if let help = finding.guidance { message += "\n" + help }
        var related = finding.notes.compactMap { self.related($0.message, $0.span, uriOfSource) }
        var place = finding.span
        if finding.span.file != 0 {
            // It is shown at the include's path; the place itself is one step away.
            place = includeSpan(of: finding.span.file)
            if let there = self.related("the finding is here", finding.span, uriOfSource) {
                related.insert(there, at: 0)
            }
            if finding.span.file < compilation.sources.count {
                let source = compilation.sources[finding.span.file]
                let position = source.position(at: finding.span.start)
                message = "in \(source.path), line \(position.line): " + message
            }
        }
        return .fields([
            "range": positions.range(place),
            "severity": .integer(finding.severity.number),
            "code": .string(finding.rule.name),
            "source": "strata",
            "message": .string(message),
            "tags": finding.rule.marksUnused ? [1] : nil,
            "relatedInformation": related.isEmpty ? nil : .array(related),
        ])
    }

    private func related(_ message: String, _ span: Span, _ uriOfSource: (String) -> String?) -> JSON? {
        guard let (uri, range) = location(span, uriOfSource) else { return nil }
        return ["message": .string(message), "location": ["uri": .string(uri), "range": range]]
    }

    /// The location of a span in this document or in an include.
    func location(_ span: Span, _ uriOfSource: (String) -> String?) -> (uri: String, range: JSON)? {
        if span.file == 0 { return (uri, positions.range(span)) }
        guard compilation.sources.indices.contains(span.file),
            let uri = uriOfSource(compilation.sources[span.file].path)
        else { return nil }
        let map = PositionMap(compilation.sources[span.file], positions.encoding, isOnDisk: true)
        return (uri, map.range(span))
    }

    /// The span of an include's path; the first line if it isn't found.
    private func includeSpan(of file: Int) -> Span {
        guard case .mapping(let sections) = tree.root?.content, compilation.sources.indices.contains(file) else {
            return source.lineSpan(at: 0)
        }
        let path = compilation.sources[file].path
        for section in sections where section.key.scalar?.text == StructureWord.include.key {
            var nodes = [section.value]
            if case .sequence(let items) = section.value.content { nodes = items }
            if let node = nodes.first(where: { $0.scalar.map { path.hasSuffix($0.text) && !$0.text.isEmpty } ?? false })
            {
                return node.span
            }
            return section.key.span
        }
        return source.lineSpan(at: 0)
    }
}

extension Severity {
    /// The protocol's number: error, warning, information.
    fileprivate var number: Int {
        switch self {
        case .error: 1
        case .warning: 2
        case .advice: 3
        }
    }
}
