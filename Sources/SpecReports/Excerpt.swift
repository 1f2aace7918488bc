import Basics
import OperatingSystem
import SpecCompiler

/// The lines of one file that a finding points to, in their order: each with its places marked below it, and labels
/// next to the marks.
///
///       3 |   - 3x3 conv, 8, pad 1, as stem
///         |     --------------------------- stem gives 8x8x8
///       4 |   - 3x3 conv, 8
///         |     ----------- conv1 gives 6x6x8
///     ...
///       9 |   - add stem
///         |     ^^^^^^^^
struct Excerpt {
    /// A place in the file, and its label.
    struct Label {
        var span: Span
        /// Nil if the text is above the excerpt.
        var text: String?
        /// Whether it is the place of the finding; the others explain it.
        var isPrimary: Bool
    }

    let source: SourceFile
    /// The first of them at a place is the first below its line.
    let labels: [Label]
    /// How many columns are left of the bar.
    let gutter: Int
    let terminal: Terminal
    let severity: Severity

    /// If the terminal's width is unknown, lines longer than this are shown only around the marked places.
    private static let longestLine = 160
    /// If the terminal's width is unknown, a label that would extend beyond this is put below its mark.
    private static let usualWidth = 100

    /// The number of columns of a line that can be shown.
    private var widest: Int {
        min(Self.longestLine, terminal.columns.map { max($0 - gutter - 3, 20) } ?? Self.longestLine)
    }

    var lines: [String] {
        let byLine = Dictionary(grouping: labels) { source.line(at: $0.span.start) }
        var last: Int?
        var result: [String] = []
        for number in byLine.keys.sorted() {
            if let last, number == last + 2 {
                result.append(code(Window(source, ofLine: last + 1, around: 0..<0, widest: widest), last + 1))
            } else if let last, number > last + 1 {
                result.append(terminal.dim("...".leftPadded(to: gutter)))
            }
            result += line(number, byLine[number] ?? [])
            last = number
        }
        return result
    }

    /// A line with the marks below it.
    private func line(_ number: Int, _ labels: [Label]) -> [String] {
        let line = source.range(ofLine: number)
        // An empty line has nothing to show, but it may have a label.
        if line.isEmpty, labels.allSatisfy({ $0.text == nil }) { return [] }
        let length = source.scalarCount(from: line.lowerBound, to: line.upperBound)
        let marks = labels.map { Mark($0, in: source, lineLength: length) }
        let shown = (marks.first(where: \.label.isPrimary) ?? marks.first)?.columns ?? 0..<0
        let window = Window(source, ofLine: number, around: shown, widest: widest)
        var result = [code(window, number)]
        // One mark for all labels of a place.
        var places: [(columns: Range<Int>, marks: [Mark])] = []
        for mark in marks {
            if let index = places.firstIndex(where: { $0.columns == mark.columns }) {
                places[index].marks.append(mark)
            } else {
                places.append((mark.columns, [mark]))
            }
        }
        for place in places { result += rows(of: place.marks, at: place.columns, in: window) }
        return result
    }

    /// The mark of a place, with the first label next to it if there is room, and the others below.
    private func rows(of marks: [Mark], at columns: Range<Int>, in window: Window) -> [String] {
        let isPrimary = marks.contains(where: \.label.isPrimary)
        func style(_ text: String) -> String {
            guard isPrimary else { return terminal.blue(text) }
            return severity == .error ? terminal.red(text) : terminal.yellow(text)
        }
        let (before, width) = window.position(of: columns)
        let indent = bar + String(repeating: " ", count: before)
        let mark = String(repeating: isPrimary ? "^" : "-", count: width)
        var texts = marks.compactMap { $0.label.text?.shown }
        let end = gutter + 3 + before + width
        var row = style(mark)
        if let first = texts.first, end + 1 + TextWidth.of(first) <= terminal.columns ?? Self.usualWidth {
            row += " " + style(first)
            texts.removeFirst()
        }
        guard let columns = terminal.columns else { return [indent + row] + texts.map { indent + style($0) } }
        // Far to the right, there is no room for a label below its mark, so it starts further to the left.
        let space = max(columns - gutter - 3, 24)
        let start = min(before, max(0, space - 40))
        let lines = texts.flatMap { $0.wrapped(to: space - start) }
        return [indent + row] + lines.map { bar + String(repeating: " ", count: start) + style($0) }
    }

    private var bar: String { terminal.dim(String(repeating: " ", count: gutter) + " |") + " " }

    private func code(_ window: Window, _ number: Int) -> String {
        let text = window.text
        return terminal.dim(String(number).leftPadded(to: gutter) + " |") + (text.isEmpty ? "" : " " + text)
    }
}

/// The columns of a line that a label marks: at least one; of a span over several lines those to the end of the first.
private struct Mark {
    let label: Excerpt.Label
    let columns: Range<Int>

    init(_ label: Excerpt.Label, in source: SourceFile, lineLength: Int) {
        self.label = label
        let span = label.span
        let start = min(source.position(at: span.start).column - 1, lineLength)
        let length = source.scalarCount(from: span.start, to: max(span.start, min(span.end, source.bytes.count)))
        columns = start..<min(start + max(length, 1), max(lineLength, start + 1))
    }
}

/// The part of a line that is shown.
private struct Window {
    /// The scalars that are shown.
    private let scalars: [Unicode.Scalar]
    /// Their columns.
    private let range: Range<Int>
    /// The number of columns of the line.
    private let length: Int
    /// Whether every scalar that is shown is as wide as any other.
    private let isPlain: Bool

    /// - Parameter columns: the columns that must be shown. Only the part around them is read, because many findings can
    ///   be in one long line.
    init(_ source: SourceFile, ofLine number: Int, around columns: Range<Int>, widest: Int) {
        let line = source.range(ofLine: number)
        length = source.scalarCount(from: line.lowerBound, to: line.upperBound)
        if length > widest {
            // An ellipsis on each side takes a column.
            let widest = widest - 2
            let from = max(0, min(columns.lowerBound - widest / 4, length - widest))
            range = from..<min(length, from + widest)
        } else {
            range = 0..<length
        }
        let start = source.offset(ofColumn: range.lowerBound, from: line.lowerBound)
        let end = source.offset(ofColumn: range.upperBound, from: line.lowerBound)
        scalars = Array(String(decoding: source.bytes[start..<end], as: UTF8.self).unicodeScalars)
        isPlain = scalars.allSatisfy(\.isASCII)
    }

    private var cut: String { range.lowerBound > 0 ? "…" : "" }

    var text: String { cut + string(scalars[...]) + (range.upperBound < length ? "…" : "") }

    /// The position and width of some columns on a terminal. Those outside the part that is shown are at its edge.
    func position(of columns: Range<Int>) -> (before: Int, width: Int) {
        let start = min(max(columns.lowerBound, range.lowerBound), range.upperBound)
        let end = min(max(columns.upperBound, start), range.upperBound)
        return (TextWidth.of(cut) + width(of: range.lowerBound..<start), max(1, width(of: start..<end)))
    }

    private func width(of range: Range<Int>) -> Int {
        // What isn't UTF-8 may have another number of scalars.
        isPlain
            ? range.count
            : TextWidth.of(string(scalars.dropFirst(range.lowerBound - self.range.lowerBound).prefix(range.count)))
    }

    private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars.map { $0 == "\t" ? " " : $0 })).shown
    }
}

extension SourceFile {
    /// The offset of the byte with this many scalars between it and another one before it.
    fileprivate func offset(ofColumn column: Int, from start: Int) -> Int {
        // The first byte with more scalars before it is after that one.
        (start..<bytes.count).partitioningIndex { scalarCount(from: start, to: $0 + 1) > column }
    }
}
