/// Proposes a projection for a residual whose ends differ: a line next to `residual`, indented like the text around it.
struct ShortcutFix {
    let source: SourceFile

    /// Adds the usual solution (He and others, 2016) before the other sizes that are proposed already.
    func propose(for findings: inout [Diagnostic], in spec: Spec) {
        let clashes = findings.indices.compactMap { index in
            findings[index].clash.flatMap { $0.file == 0 ? (finding: index, item: $0) : nil }
        }
        guard !clashes.isEmpty else { return }
        var residuals: [Span: Residual] = [:]
        for case .residual(let residual) in spec.everyItem {
            if case .identity = residual.shortcut, residual.shortcutSpan == nil { residuals[residual.span] = residual }
        }
        for (index, item) in clashes {
            guard let residual = residuals[item] else { continue }
            findings[index].proposals.insert(ways(residual), at: 0)
        }
    }

    /// As a separate line after the residual's lines, or inside its braces.
    private func ways(_ residual: Residual) -> [Diagnostic.Fix] {
        let key = "\(StructureWord.shortcut.key): \(Residual.Shortcut.Word.project.rawValue)"
        let start = residual.span.start
        let column = start - source.lineStarts[source.line(at: start) - 1]
        let last = source.line(at: max(residual.span.end, end(of: residual.items)))
        var lineEnd = last < source.lineStarts.count ? source.lineStarts[last] : source.bytes.count
        var newline = "\n"
        if lineEnd > start, source.bytes[lineEnd - 1] == UInt8(ascii: "\n") { lineEnd -= 1 }
        if lineEnd > start, source.bytes[lineEnd - 1] == UInt8(ascii: "\r") {
            (lineEnd, newline) = (lineEnd - 1, "\r\n")
        }
        return [
            Diagnostic.Fix(
                key, replacing: Span(start: lineEnd, end: lineEnd),
                with: newline + String(repeating: " ", count: column) + key),
            Diagnostic.Fix(key, replacing: Span(start: start, end: start), with: key + ", "),
        ]
    }

    /// The end of the last item's text. The layers of a block are written elsewhere.
    private func end(of items: [Item]) -> Int {
        items.map { item in
            switch item {
            case .layer(let layer): layer.span.end
            case .expectation(let expectation): expectation.span.end
            case .join(let join): join.span.end
            case .unknown(let span): span.end
            case .stack(let stack) where stack.use != nil: stack.span.end
            case .stack, .residual, .branches: item.lists.map(end).max() ?? 0
            }
        }.max() ?? 0
    }
}
