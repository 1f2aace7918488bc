import Basics
import SpecText

/// How fixes change the text.
extension SourceFile {
    /// Returns a fix as the text around it requires; nil if it can't be read there.
    func written(_ fix: Diagnostic.Fix) -> Diagnostic.Fix? {
        let fix = removingLines(fix)
        return isReadable(fix) ? insertingItems(fix) : nil
    }

    /// Returns a fix whose new items, which follow another one, are written as that one is: in a line of their own with
    /// its indentation, or after a comma in brackets.
    private func insertingItems(_ fix: Diagnostic.Fix) -> Diagnostic.Fix? {
        var fix = fix
        for index in fix.edits.indices where fix.edits[index].replacement.hasPrefix("\n- ") {
            let place = fix.edits[index].span.start
            guard fix.edits[index].span.file == 0, place <= bytes.count else { return nil }
            let first = lineStarts[line(at: max(place - 1, 0)) - 1]
            let indentation = bytes[first..<place].prefix { $0 == UInt8(ascii: " ") }
            let next = line(at: place)
            var end = next < lineStarts.count ? lineStarts[next] : bytes.count
            while end > place, bytes[end - 1].isLineBreak { end -= 1 }
            let after = bytes[place..<end].first { $0 != UInt8(ascii: " ") }
            if let after, "],".utf8.contains(after) {
                fix.edits[index].replacement = ", " + fix.edits[index].replacement.dropFirst("\n- ".count)
                continue
            }
            guard bytes[(first + indentation.count)..<place].starts(with: "- ".utf8),
                after.map({ $0 == UInt8(ascii: "#") }) ?? true
            else { return nil }
            fix.edits[index].span = Span(start: end, end: end)
            fix.edits[index].replacement =
                "\n" + String(decoding: indentation, as: UTF8.self) + fix.edits[index].replacement.dropFirst()
        }
        return fix
    }

    /// Returns a fix that removes the lines of items of which it would leave nothing; items in brackets stay.
    private func removingLines(_ fix: Diagnostic.Fix) -> Diagnostic.Fix {
        var fix = fix
        for index in fix.edits.indices where fix.edits[index].replacement.isEmpty {
            let span = fix.edits[index].span
            guard span.file == 0, span.end <= bytes.count else { continue }
            let first = lineStarts[line(at: span.start) - 1]
            let next = line(at: span.end)
            let end = next < lineStarts.count ? lineStarts[next] : bytes.count
            let before = bytes[first..<span.start]
            let after = bytes[span.end..<end].prefix { $0 != UInt8(ascii: "#") }
            guard before.filter({ $0 != UInt8(ascii: " ") }).elementsEqual([UInt8(ascii: "-")]),
                after.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
            else { continue }
            fix.edits[index].span = Span(start: first, end: end)
        }
        return fix
    }

    /// Whether the text may allow this way to write a change: options can't follow a closing quote or brace, longhand is
    /// only for braces, and only a quote or a brace ends a line that something is added inside of.
    private func isReadable(_ fix: Diagnostic.Fix) -> Bool {
        fix.edits.allSatisfy { edit in
            guard !edit.replacement.isEmpty || bytes[edit.span.start..<edit.span.end].contains(UInt8(ascii: "-"))
            else { return false }
            guard edit.span.length == 0, edit.replacement.hasPrefix(", "), edit.span.start > 0,
                edit.span.file == 0, edit.span.end <= bytes.count
            else { return true }
            func isAny(_ place: Int, _ characters: String) -> Bool {
                place < bytes.count && characters.utf8.contains(bytes[place])
            }
            if isAny(edit.span.start - 1, "\"'}") { return false }
            let isLonghand = edit.replacement.contains(": ")
            return isLonghand == isAny(edit.span.start, "}") || !isLonghand && isAny(edit.span.start, "}]")
        }
    }
}

extension Diagnostic.Fix {
    /// Whether a place of the changed text is in a line that the fix has changed.
    func hasChangedLine(of span: Span, in changed: SourceFile) -> Bool {
        let line = changed.line(at: span.start)
        return edits.contains { edit in
            let start =
                edits.filter { $0.span.start < edit.span.start }
                .reduce(edit.span.start) { $0 + $1.replacement.utf8.count - $1.span.length }
            return changed.line(at: start) <= line && line <= changed.line(at: start + edit.replacement.utf8.count)
        }
    }

    /// Where a place of the changed text was before.
    func original(_ place: Int) -> Int {
        edits.sorted { $0.span.start < $1.span.start }.reduce(place) { place, edit in
            edit.span.start < place
                ? max(edit.span.start, place - edit.replacement.utf8.count + edit.span.length) : place
        }
    }
}
