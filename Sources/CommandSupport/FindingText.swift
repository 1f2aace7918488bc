import Basics
import SpecCompiler

/// Shows findings as people read them: where, what, the line itself with the place marked, and how to mend it.
package struct FindingText {
    /// The spec and its includes.
    package let sources: [SourceFile]
    package let terminal: Terminal

    package init(sources: [SourceFile], terminal: Terminal) {
        (self.sources, self.terminal) = (sources, terminal)
    }

    /// Lines longer than this are shown around the marked place only.
    private static let longestLine = 160

    package func text(of finding: Diagnostic) -> String {
        let severity =
            switch finding.severity {
            case .error: terminal.red("error:")
            case .warning: terminal.yellow("warning:")
            case .advice: terminal.blue("advice:")
            }
        let gutter = gutterWidth(of: finding)
        var lines = [
            "\(terminal.bold(place(of: finding.span))) \(severity) \(terminal.bold(finding.message.shown)) "
                + terminal.dim("[\(finding.rule)]")
        ]
        lines += excerpt(
            finding.span, gutter: gutter, mark: finding.severity == .error ? terminal.red : terminal.yellow)
        for note in finding.notes {
            lines.append("\(terminal.bold(place(of: note.span))) \(terminal.blue("note:")) \(note.message.shown)")
            lines += excerpt(note.span, gutter: gutter, mark: terminal.blue)
        }
        if let help = finding.guidance {
            lines.append("\(String(repeating: " ", count: gutter)) \(terminal.green("help:")) \(help.shown)")
        }
        return lines.joined(separator: "\n")
    }

    private func source(of span: Span) -> SourceFile { sources[sources.indices.contains(span.file) ? span.file : 0] }

    private func place(of span: Span) -> String {
        let source = source(of: span)
        let position = source.position(at: span.start)
        return "\(source.path):\(position.line):\(position.column):"
    }

    private func gutterWidth(of finding: Diagnostic) -> Int {
        let lines = ([finding.span] + finding.notes.map(\.span)).map { source(of: $0).line(at: $0.start) }
        return String(lines.max() ?? 1).count + 2
    }

    /// The line under a span, and a caret with tildes below it; a span over several lines is marked to the first's end.
    private func excerpt(_ span: Span, gutter: Int, mark: (String) -> String) -> [String] {
        let source = source(of: span)
        let position = source.position(at: span.start)
        let scalars = Array(source.text(ofLine: position.line).unicodeScalars)
        guard !scalars.isEmpty else { return [] }
        let start = min(position.column - 1, scalars.count)
        let length = source.scalarCount(from: span.start, to: max(span.start, min(span.end, source.bytes.count)))
        let end = min(start + max(length, 1), max(scalars.count, start + 1))

        var from = 0
        var to = scalars.count
        if scalars.count > Self.longestLine {
            from = max(0, min(start - 40, scalars.count - Self.longestLine))
            to = min(scalars.count, from + Self.longestLine)
        }
        func string(_ range: Range<Int>) -> String {
            String(String.UnicodeScalarView(scalars[range].map { $0 == "\t" ? " " : $0 })).shown
        }
        let before = TextWidth.of(string(from..<max(from, min(start, to))))
        let marked = max(1, TextWidth.of(string(min(start, to)..<max(min(start, to), min(end, to)))))
        let ellipsis = (from > 0 ? "…" : "", to < scalars.count ? "…" : "")
        let number = String(position.line).leftPadded(to: gutter)
        let empty = String(repeating: " ", count: gutter)
        return [
            terminal.dim("\(number) |") + " \(ellipsis.0)\(string(from..<to))\(ellipsis.1)",
            terminal.dim("\(empty) |") + " " + String(repeating: " ", count: before + ellipsis.0.count)
                + mark("^" + String(repeating: "~", count: marked - 1)),
        ]
    }
}
