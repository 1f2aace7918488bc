import Basics

/// Where places of a text are after edits that don't overlap.
struct EditedPlaces {
    /// The edits in the order of the text, with the number of bytes that the text has grown by before each.
    private let edits: [(edit: Diagnostic.Edit, growth: Int)]

    init(after edits: [Diagnostic.Edit]) {
        var growth = 0
        self.edits = edits.sorted {
            ($0.span.file, $0.span.start, $0.span.end) < ($1.span.file, $1.span.start, $1.span.end)
        }
        .map { edit in
            defer { growth += edit.replacement.utf8.count - edit.span.length }
            return (edit, growth)
        }
    }

    /// Where a span starts after the edits. An insertion right before it moves it; inside replaced text, it is the start
    /// of the replacement.
    func start(of span: Span) -> Int {
        guard let last = lastEdit(before: span) else { return span.start }
        let (edit, growth) = edits[last]
        let isInside = span.start < edit.span.end || edit.span.start == span.start && edit.span.length > 0
        let first = edits[firstEdit(of: span.file)].growth
        return isInside
            ? edit.span.start + growth - first
            : span.start + growth - first + edit.replacement.utf8.count - edit.span.length
    }

    /// The span of text that the edits leave alone.
    func moved(_ span: Span) -> Span {
        let start = start(of: span)
        return Span(file: span.file, start: start, end: start + span.length)
    }

    /// The last edit that starts before a place in the changed text of the spec; the first one if there is none.
    func nearest(toChanged start: Int) -> Diagnostic.Edit? {
        let next = edits.partitioningIndex { $0.edit.span.start + $0.growth > start }
        return edits.indices.contains(max(next - 1, 0)) ? edits[max(next - 1, 0)].edit : nil
    }

    private func firstEdit(of file: Int) -> Int { edits.partitioningIndex { $0.edit.span.file >= file } }

    private func lastEdit(before span: Span) -> Int? {
        let next = edits.partitioningIndex { ($0.edit.span.file, $0.edit.span.start) > (span.file, span.start) }
        return next > 0 && edits[next - 1].edit.span.file == span.file ? next - 1 : nil
    }
}
