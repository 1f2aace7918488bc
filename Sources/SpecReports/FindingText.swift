import Basics
import OperatingSystem
import SpecCompiler

/// Formats findings for people: the place, the message, the source lines with marks, and how to fix it.
package struct FindingText {
    /// The spec and its includes.
    package let sources: [SourceFile]
    package let terminal: Terminal

    /// A finding inside many blocks has a note for each of their uses.
    private static let mostNotes = 12

    package init(sources: [SourceFile], terminal: Terminal) {
        (self.sources, self.terminal) = (sources, terminal)
    }

    /// The findings, with an empty line after each.
    package func text(of findings: [Diagnostic]) -> String { texts(of: findings).map { $0 + "\n\n" }.joined() }

    /// The texts of the findings that are shown, and of what is said about the others.
    package func texts(of findings: [Diagnostic]) -> [String] {
        ShownFindings(findings, in: sources).entries.map { entry in
            if case .finding(let finding) = entry { return text(of: finding) }
            return terminal.dim(entry.rest(in: sources) ?? "")
        }
    }

    package func text(of finding: Diagnostic) -> String {
        let severity =
            switch finding.severity {
            case .error: terminal.red("error:")
            case .warning: terminal.yellow("warning:")
            case .advice: terminal.blue("advice:")
            }
        let gutter = gutterWidth(of: finding)
        var lines = title(of: finding, severity: severity)
        // Each file once, the one with the finding first.
        var files: [(file: Int, labels: [Excerpt.Label])] = [
            (finding.span.file, [Excerpt.Label(span: finding.span, text: nil, isPrimary: true)])
        ]
        let shown = finding.notes.prefix(finding.notes.count > Self.mostNotes ? Self.mostNotes - 1 : Self.mostNotes)
        for note in shown {
            let label = Excerpt.Label(span: note.span, text: note.message, isPrimary: false)
            if let index = files.firstIndex(where: { $0.file == note.span.file }) {
                files[index].labels.append(label)
            } else {
                files.append((note.span.file, [label]))
            }
        }
        for (file, labels) in files {
            if file != finding.span.file { lines.append(terminal.bold(sources.start(of: labels[0].span))) }
            lines +=
                Excerpt(
                    source: sources.file(of: labels[0].span), labels: labels, gutter: gutter, terminal: terminal,
                    severity: finding.severity
                ).lines
        }
        let left = finding.notes.count - shown.count
        if left > 0 { lines.append(String(repeating: " ", count: gutter) + terminal.dim("… \(left) more places")) }
        if let guidance = finding.guidance { lines += help(guidance.shown, gutter: gutter) }
        return lines.joined(separator: "\n")
    }

    /// The place, the message, and the rule, wrapped to the terminal's width.
    private func title(of finding: Diagnostic, severity: String) -> [String] {
        let place = sources.start(of: finding.span)
        let rule = "[\(finding.rule)]"
        let start = "\(terminal.bold(place)) \(severity) "
        let message = finding.message.shown
        guard let columns = terminal.columns else { return [start + "\(terminal.bold(message)) \(terminal.dim(rule))"] }
        // The place isn't broken, because terminals make a link of it.
        let before = String(repeating: "x", count: TextWidth.of("\(place) \(finding.severity.rawValue):"))
        let indent = "    "
        let lines = "\(before) \(message) \(rule)".wrapped(to: max(columns - indent.count, 24))
        return lines.enumerated().map { index, line in
            var text = index == 0 ? String(line.dropFirst(before.count + 1)) : line
            let end = index == lines.count - 1 ? rule : ""
            text = String(text.dropLast(end.count))
            return (index == 0 ? start : indent) + terminal.bold(text) + terminal.dim(end)
        }
    }

    /// The help, wrapped to the terminal's width.
    private func help(_ text: String, gutter: Int) -> [String] {
        let indent = String(repeating: " ", count: gutter + 1)
        let word = "help:"
        let room = terminal.columns.map { max($0 - gutter - 2 - word.count, 24) } ?? .max
        return text.wrapped(to: room).enumerated().map { index, line in
            indent + (index == 0 ? terminal.green(word) : String(repeating: " ", count: word.count)) + " " + line
        }
    }

    private func gutterWidth(of finding: Diagnostic) -> Int {
        let lines = ([finding.span] + finding.notes.map(\.span)).map { sources.file(of: $0).line(at: $0.start) }
        return String(lines.max() ?? 1).count + 2
    }
}
