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
    package init(_ rows: [[String]], rightAligned: some Sequence<Int> = []) {
        // Cells hold names, too.
        let rows = rows.map { $0.map(\.shown) }
        self.rows = rows
        self.rightAligned = Set(rightAligned)
        let columns = rows.first?.indices ?? 0..<0
        widths = columns.map { column in rows.map { TextWidth.of($0[column]) }.max() ?? 0 }
    }

    private static let gap = "  "

    /// The rows in order, without trailing spaces.
    package var lines: [String] { lines { cell, _ in cell } }

    /// Returns the rows, with each cell styled after it is padded.
    package func lines(styled: (_ cell: String, _ column: Int) -> String) -> [String] {
        rows.map { cells in
            let last = cells.lastIndex { !$0.isEmpty } ?? -1
            return cells.prefix(last + 1).enumerated().map { column, cell in
                let width = widths[column]
                if rightAligned.contains(column) { return styled(cell.leftPadded(to: width), column) }
                return styled(column == last ? cell : cell.padded(to: width), column)
            }.joined(separator: Self.gap)
        }
    }

    /// A line as wide as the table, to draw between rows.
    package var rule: String {
        String(repeating: "─", count: widths.reduce(0, +) + Self.gap.count * max(0, widths.count - 1))
    }
}
