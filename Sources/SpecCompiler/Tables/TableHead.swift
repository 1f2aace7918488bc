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
        var reader = Reader(bytes: bytes, separator: separator.byte, isWhole: isWhole)
        guard let rows = reader.rows(), let first = rows.first else { return nil }
        columns = hasHeader ? first.map(\.text) : first.indices.map { String($0 + 1) }
        self.rows = hasHeader ? Array(rows.dropFirst()) : rows
        guard Set(columns).count == columns.count, !columns.contains("") else { return nil }
    }

    private struct Reader {
        let bytes: [UInt8]
        let separator: UInt8
        let isWhole: Bool
        private var index = 0

        private static let quote = UInt8(ascii: "\"")
        private static let newline = UInt8(ascii: "\n")
        private static let carriageReturn = UInt8(ascii: "\r")

        init(bytes: [UInt8], separator: UInt8, isWhole: Bool) {
            (self.bytes, self.separator, self.isWhole) = (bytes, separator, isWhole)
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        }

        /// Nil if the text isn't a table.
        mutating func rows() -> [[Field]]? {
            var rows: [[Field]] = []
            while index < bytes.count {
                if endLine() { continue }
                guard let row = row() else { return nil }
                // The last row may be cut.
                if index == bytes.count, !isWhole { break }
                guard row.count == rows.first?.count ?? row.count else { return nil }
                rows.append(row)
            }
            return rows
        }

        private mutating func row() -> [Field]? {
            var row: [Field] = []
            repeat {
                guard let field = field() else { return nil }
                row.append(field)
            } while isSeparator()
            return index == bytes.count || endLine() ? row : nil
        }

        private mutating func isSeparator() -> Bool {
            guard index < bytes.count, bytes[index] == separator else { return false }
            index += 1
            return true
        }

        private mutating func endLine() -> Bool {
            var next = index
            if next < bytes.count, bytes[next] == Self.carriageReturn { next += 1 }
            guard next < bytes.count, bytes[next] == Self.newline else { return false }
            index = next + 1
            return true
        }

        private mutating func field() -> Field? {
            var text: [UInt8] = []
            let isQuoted = index < bytes.count && bytes[index] == Self.quote
            if isQuoted {
                index += 1
                while true {
                    guard index < bytes.count else {
                        // It may end in the part that wasn't read.
                        if isWhole { return nil }
                        break
                    }
                    let byte = bytes[index]
                    index += 1
                    if byte == Self.quote {
                        guard index < bytes.count, bytes[index] == Self.quote else { break }
                        index += 1
                    }
                    text.append(byte)
                }
            } else {
                let start = index
                while index < bytes.count, bytes[index] != separator, bytes[index] != Self.newline { index += 1 }
                if index < bytes.count, bytes[index] == Self.newline, index > start,
                    bytes[index - 1] == Self.carriageReturn
                {
                    index -= 1
                }
                text = Array(bytes[start..<index])
            }
            guard let string = String(validating: text, as: UTF8.self) else {
                return index == bytes.count && !isWhole ? Field(text: "", isQuoted: false) : nil
            }
            return Field(text: String(string.trimmed { $0 == " " || $0 == "\t" }), isQuoted: isQuoted)
        }
    }
}

extension Separator {
    fileprivate var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        }
    }
}
