import SpecCompiler

extension Analysis {
    /// The edit that suppresses a finding by a comment at the end of its line; nil for an error, and where a comment
    /// isn't possible.
    func allowing(_ finding: Diagnostic) -> Diagnostic.Edit? {
        guard finding.severity != .error, finding.span.file == 0 else { return nil }
        let line = source.lineSpan(at: finding.span.start)
        if let root = tree.root, root.hasText(across: line.end) { return nil }
        let text = source.text(at: line)
        guard let comment = text.firstMatch(of: /#[ \t]*strata:[ \t]*allow(?:[ \t]([^(]*)|$)/) else {
            return edit(at: line.end, "  # strata: allow \(finding.rule)")
        }
        // After the names in the comment, before their reason.
        let names = (comment.1 ?? "").contains { !$0.isWhitespace }
        let written = comment.0.prefix { $0 != "(" }.reversed().drop { $0.isWhitespace || $0 == "," }
        let end = text[..<comment.range.lowerBound].utf8.count + String(written.reversed()).utf8.count
        return edit(at: line.start + end, (names ? ", " : " ") + finding.rule.name)
    }

    private func edit(at offset: Int, _ text: String) -> Diagnostic.Edit {
        Diagnostic.Edit(span: Span(file: 0, start: offset, end: offset), replacement: text)
    }
}

extension YAMLNode {
    /// Whether a scalar starts before a place and ends after it.
    fileprivate func hasText(across offset: Int) -> Bool {
        switch content {
        case .scalar: span.start < offset && offset < span.end
        case .sequence(let items): items.contains { $0.hasText(across: offset) }
        case .mapping(let pairs):
            pairs.contains { $0.key.hasText(across: offset) || $0.value.hasText(across: offset) }
        }
    }
}
