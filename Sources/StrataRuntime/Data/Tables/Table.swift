import Basics

/// Samples in a CSV file: a row a sample, its features in columns, and one column that is to be told from them.
public struct Table: Hashable, Sendable {
    /// What becomes of rows that lack a value.
    public enum Missing: String, Hashable, Sendable {
        /// They are left out.
        case drop
        /// A missing number is its column's mean in the training part; a missing category is none of them.
        case mean
    }

    /// What stands between two fields of a row.
    public enum Separator: String, Hashable, Sendable {
        /// `,`
        case comma
        /// `;`
        case semicolon
        /// U+0009
        case tab

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .semicolon: UInt8(ascii: ";")
            case .tab: UInt8(ascii: "\t")
            }
        }
    }

    /// The file.
    public var path: String
    /// The column to be told from the others; nil where the samples themselves are the target.
    public var target: String?
    /// The columns to tell it from, in order; nil for all others.
    public var features: [String]?
    /// Columns that are no features.
    public var ignored: [String]
    /// Columns whose numbers are names of categories.
    public var categories: [String]
    /// What becomes of rows that lack a value.
    public var missing: Missing
    /// The share of rows that are kept to measure by.
    public var test: Double
    /// What the choice of these rows follows from.
    public var seed: UInt64
    /// Whether the first row names the columns; else they are called 1, 2 and so on.
    public var hasHeader: Bool
    /// What stands between two fields.
    public var separator: Separator

    /// A table, with what a spec's `csv` has where nothing else is written. The file is opened when the data is read.
    public init(
        _ path: String, target: String? = nil, features: [String]? = nil, ignored: [String] = [],
        categories: [String] = [], missing: Missing = .drop, test: Double = 0.2, seed: UInt64 = 1,
        hasHeader: Bool = true, separator: Separator = .comma
    ) {
        (self.path, self.target, self.features, self.ignored) = (path, target, features, ignored)
        (self.categories, self.missing, self.test, self.seed) = (categories, missing, test, seed)
        (self.hasHeader, self.separator) = (hasHeader, separator)
    }

    /// Texts that stand for a value that is not known.
    static let missingWords: Set<String> = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "?"]

    static func isMissing(_ field: CSVFile.Field) -> Bool {
        let text = field.text.trimmed
        return field.isQuoted ? text.isEmpty : missingWords.contains(text)
    }

    /// A number as people write one in a table: no hexadecimal, no infinity.
    static func number(_ text: String) -> Double? {
        let text = text.trimmed
        guard !text.isEmpty, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
            let number = Double(text.hasPrefix("+") ? String(text.dropFirst()) : text), number.isFinite
        else { return nil }
        return number
    }
}

extension String {
    /// Without the blanks around it.
    var trimmed: String {
        String(trimmed { $0 == " " || $0 == "\t" })
    }
}
