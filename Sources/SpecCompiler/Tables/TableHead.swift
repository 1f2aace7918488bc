import Basics

/// The start of a CSV table: its columns, and as many whole rows as were read.
///
/// There is none if the text is unusual in any way: training reads the whole table, and reports mistakes with their
/// place in it.
struct TableHead {
    struct Field {
        var text: String
        var isQuoted: Bool

        /// Whether the row lacks this value.
        var isMissing: Bool { isQuoted ? text.isEmpty : TableText.missing.contains(text) }
        var number: Double? { TableText.number(text) }
    }

    /// The names of the columns, all different.
    let columns: [String]
    let rows: [[Field]]
    /// Whether these are all rows.
    let isWhole: Bool

    /// - Parameter bytes: the start of the file, of up to `SpecCompiler.tableHead` bytes.
    init?(_ bytes: [UInt8], separator: Separator, hasHeader: Bool) {
        isWhole = bytes.count < SpecCompiler.tableHead
        guard let table = try? SeparatedValues(bytes, separator: separator.byte, isStart: !isWhole), table.rows > 0
        else { return nil }
        let rows = (0..<table.rows).map { row in
            (0..<table.columns).map { column in
                let field = table[row, column]
                return Field(text: table.trimmedText(of: field), isQuoted: table.isQuoted(field))
            }
        }
        columns = hasHeader ? rows[0].map(\.text) : rows[0].indices.map { String($0 + 1) }
        self.rows = hasHeader ? Array(rows.dropFirst()) : rows
        guard Set(columns).count == columns.count, !columns.contains("") else { return nil }
    }
}
