/// Rows of cells with aligned columns, for a terminal.
package struct TextTable {
    private let rows: [[String]]
    private let widths: [Int]
    private let rightAligned: Set<Int>

    /// Creates a table.
    ///
    /// - Parameters:
    ///   - rows: the rows, all with the same number of cells.
    ///   - rightAligned: the columns to align on the right, such as numbers.
    ///   - columns: the number of columns of the terminal; nil if there is no limit. Cells of wider tables are broken
    ///     between words, never within a number.
    package init(_ rows: [[String]], rightAligned: some Sequence<Int> = [], columns: Int? = nil) {
        // Cells hold names, too.
        let rows = rows.map { $0.map(\.shown) }
        self.rows = rows
        self.rightAligned = Set(rightAligned)
        let cells = (rows.first?.indices ?? 0..<0).map { column in rows.map { $0[column] } }
        var widths = cells.map { $0.map(TextWidth.of).max() ?? 0 }
        if let columns {
            // The widest column that can be broken becomes narrower until the table fits.
            let narrowest = cells.map { $0.flatMap(\.breakableParts).map(TextWidth.of).max() ?? 0 }
            var excess = Self.width(of: widths) - columns
            while excess > 0,
                let widest = widths.indices.filter({ widths[$0] > narrowest[$0] }).max(by: { widths[$0] < widths[$1] })
            {
                widths[widest] -= 1
                excess -= 1
            }
        }
        self.widths = widths
    }

    private static let gap = "  "

    private static func width(of widths: [Int]) -> Int {
        widths.reduce(0, +) + gap.count * max(0, widths.count - 1)
    }

    /// The rows in order, without trailing spaces. A row with broken cells has several lines.
    package var lines: [String] { lines { cell, _ in cell } }

    /// Returns the rows, with each cell styled after it is padded.
    package func lines(styled: (_ cell: String, _ column: Int) -> String) -> [String] {
        rows.map { cells in
            let broken = cells.enumerated().map { $1.broken(to: widths[$0]) }
            return (0..<(broken.map(\.count).max() ?? 0)).map { number in
                line(broken.map { $0.indices.contains(number) ? $0[number] : "" }, styled)
            }.joined(separator: "\n")
        }
    }

    private func line(_ cells: [String], _ styled: (_ cell: String, _ column: Int) -> String) -> String {
        let last = cells.lastIndex { !$0.isEmpty } ?? -1
        return cells.prefix(last + 1).enumerated().map { column, cell in
            let width = widths[column]
            if rightAligned.contains(column) { return styled(cell.leftPadded(to: width), column) }
            return styled(column == last ? cell : cell.padded(to: width), column)
        }.joined(separator: Self.gap)
    }

    /// A line as wide as the table, to draw between rows.
    package var rule: String { String(repeating: "─", count: Self.width(of: widths)) }
}

extension String {
    /// The parts between which the text can be broken: after spaces, and between a dot, hyphen, or slash and a letter.
    fileprivate var breakableParts: [String] {
        var parts: [String] = []
        var part = ""
        var before: Character = " "
        let characters = Array(self)
        for (index, character) in characters.enumerated() {
            part.append(character)
            let after = index + 1 < characters.count ? characters[index + 1] : " "
            if character == " " || ".-/".contains(character) && before != " " && after.isLetter {
                parts.append(part)
                part = ""
            }
            before = character
        }
        if !part.isEmpty { parts.append(part) }
        return parts.map { $0.last == " " ? String($0.dropLast()) : $0 }
    }

    /// The text broken into lines of at most a width, as far as its parts allow.
    fileprivate func broken(to width: Int) -> [String] {
        guard TextWidth.of(self) > width else { return [self] }
        var lines: [String] = []
        var line = ""
        var rest = self[...]
        for part in breakableParts {
            rest = rest.dropFirst(part.count)
            let space = rest.first == " " ? " " : ""
            rest = rest.dropFirst(space.count)
            if !line.isEmpty, TextWidth.of(line) + TextWidth.of(part) > width {
                lines.append(line.last == " " ? String(line.dropLast()) : line)
                line = ""
            }
            line += part + space
        }
        lines.append(line)
        return lines
    }
}
