import SpecCompiler

/// A spec with its findings drawn into it. A line below the spec's own says what must be found there:
///
///     body:
///       - 3x3 cnv, 64
///     #     ^~~ error: unknown-word
///
/// The caret stands under the finding's first character and the tildes under the rest of it; a caret alone leaves the end
/// open. `#` may be left out, which is how a finding in the first column is marked. `^~~ note` marks a second place that a
/// finding points to; where one note is marked, all are. Advice is the same: where some is marked, all is.
public struct MarkedSpec: Sendable {
    /// The spec itself, without the markers.
    public let text: String
    private let expected: [Mark]

    private struct Mark: Sendable, Hashable {
        var line: Int
        var column: Int
        /// Nil where the end is left open.
        var length: Int?
        /// `error: unknown-word`, or `note`.
        var label: String

        var description: String { "\(line):\(column)\(length.map { " (\($0) long)" } ?? "") \(label)" }

        func matches(_ other: Mark) -> Bool {
            line == other.line && column == other.column && label == other.label
                && (length == nil || other.length == nil || length == other.length)
        }
    }

    public init(_ marked: String) {
        var lines: [Substring] = []
        var marks: [Mark] = []
        for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
            if let mark = Self.mark(line, under: lines.count) { marks.append(mark) } else { lines.append(line) }
        }
        text = lines.joined(separator: "\n")
        expected = marks
    }

    private static func mark(_ line: Substring, under number: Int) -> Mark? {
        let scalars = Array(line.unicodeScalars)
        guard let caret = scalars.firstIndex(where: { $0 != " " && $0 != "#" }), scalars[caret] == "^" else {
            return nil
        }
        let tildes = scalars[(caret + 1)...].prefix { $0 == "~" }.count
        let label = String(String.UnicodeScalarView(scalars[(caret + 1 + tildes)...])).drop { $0 == " " }
        return Mark(line: number, column: caret + 1, length: tildes == 0 ? nil : tildes + 1, label: String(label))
    }

    /// What is found that is not marked, and what is marked that is not found; empty where the two agree.
    public func disagreements() -> [String] {
        let compilation = SpecCompiler.compile(SourceFile(path: "test", text: text))
        let hasNotes = expected.contains { $0.label == "note" }
        // Advice is for networks that work: it is looked at where some is marked.
        let hasAdvice = expected.contains { $0.label.hasPrefix("advice") }
        var found = compilation.diagnostics.filter { hasAdvice || $0.severity > .advice }.flatMap { finding in
            [Self.mark(finding.span, "\(finding.severity): \(finding.rule)", compilation.source)]
                + (hasNotes ? finding.notes.map { Self.mark($0.span, "note", compilation.source) } : [])
        }
        var problems: [String] = []
        for mark in expected {
            if let index = found.firstIndex(where: mark.matches) {
                found.remove(at: index)
            } else {
                problems.append("not found: \(mark.description)")
            }
        }
        return problems + found.map { "not marked: \($0.description)" }
    }

    private static func mark(_ span: Span, _ label: String, _ source: SourceFile) -> Mark {
        let start = source.position(at: span.start)
        let lineEnd = source.text(ofLine: start.line).unicodeScalars.count
        let length = min(source.scalarCount(from: span.start, to: span.end), lineEnd - start.column + 1)
        return Mark(line: start.line, column: start.column, length: max(length, 1), label: label)
    }
}
