import Basics
import OperatingSystem

/// The differences between two versions of a text, in the format of `diff -u`.
package struct UnifiedDiff {
    private let path: String
    private let old: String
    private let new: String
    private let terminal: Terminal

    package init(from old: [UInt8], to new: [UInt8], path: String, terminal: Terminal) {
        self.path = path.escaped
        self.old = String(decoding: old, as: UTF8.self)
        self.new = String(decoding: new, as: UTF8.self)
        self.terminal = terminal
    }

    /// The number of unchanged lines around a change.
    private static let context = 3

    private enum Change {
        case same(String)
        case removed(String)
        case added(String)

        var isSame: Bool { if case .same = self { true } else { false } }
    }

    /// Empty if the texts are equal.
    package var text: String {
        let changes = changes()
        var result: [String] = []
        var (index, oldLine, newLine) = (0, 1, 1)
        while index < changes.count {
            guard let first = changes[index...].firstIndex(where: { !$0.isSame }) else { break }
            let start = max(index, first - Self.context)
            (oldLine, newLine) = (oldLine + start - index, newLine + start - index)
            var end = first
            var equal = 0
            // Changes close to each other share a hunk.
            while end < changes.count, equal <= 2 * Self.context {
                equal = changes[end].isSame ? equal + 1 : 0
                end += 1
            }
            end -= max(0, equal - Self.context)
            let piece = changes[start..<end]
            let (olds, news) = (
                piece.count { if case .added = $0 { false } else { true } },
                piece.count { if case .removed = $0 { false } else { true } }
            )
            result.append(terminal.blue("@@ -\(range(oldLine, olds)) +\(range(newLine, news)) @@"))
            result += piece.map(line)
            (index, oldLine, newLine) = (end, oldLine + olds, newLine + news)
        }
        guard !result.isEmpty else { return "" }
        return ([terminal.bold("--- \(path)"), terminal.bold("+++ \(path)")] + result).joined(separator: "\n") + "\n"
    }

    private func range(_ line: Int, _ count: Int) -> String {
        count == 1 ? "\(line)" : "\(count == 0 ? line - 1 : line),\(count)"
    }

    private func line(_ change: Change) -> String {
        switch change {
        case .same(let line): " " + line
        case .removed(let line): terminal.red("-" + line)
        case .added(let line): terminal.green("+" + line)
        }
    }

    private static let noLineEnd = "\n\\ No newline at end of file"

    /// The lines; a missing newline at the end is marked as in `diff`.
    private func lines(of text: String) -> [String] {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        if lines.last == "" {
            lines.removeLast()
        } else if let last = lines.last {
            lines[lines.count - 1] = last + Self.noLineEnd
        }
        return lines
    }

    private func changes() -> [Change] {
        let (olds, news) = (lines(of: old), lines(of: new))
        var (changes, next): ([Change], Int) = ([], 0)
        for piece in LineDifference.pieces(olds, news) {
            changes += olds[next..<piece.old.lowerBound].map { .same($0) }
            changes += olds[piece.old].map { .removed($0) } + news[piece.new].map { .added($0) }
            next = piece.old.upperBound
        }
        return changes + olds[next...].map { .same($0) }
    }
}
