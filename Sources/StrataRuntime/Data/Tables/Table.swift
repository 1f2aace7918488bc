import Basics

/// How a CSV file is read: a row a sample, its features in columns, and one column that is to be told from them.
struct Table {
    /// The file.
    var path: String
    /// The column to be told from the others; nil where the samples themselves are the target.
    let target: String?
    /// The columns to tell it from, in order; nil for all others.
    let features: [String]?
    /// Columns that are no features.
    let ignored: [String]
    /// Columns whose numbers are names of categories.
    let categories: [String]
    /// What becomes of rows that lack a value.
    let missing: MissingValues
    /// The share of rows that are kept to measure by.
    let test: Double
    /// What the choice of these rows follows from.
    let seed: UInt64
    /// Whether the first row names the columns; else they are called 1, 2 and so on.
    let hasHeader: Bool
    let separator: Separator

    init(_ call: Call) throws(CallProblem) {
        path = try call.value("file")
        target = call.word("target")
        features = call.names("features")
        ignored = call.names("ignore") ?? []
        categories = call.names("categories") ?? []
        missing = try call.value("missing")
        test = try call.value("test")
        seed = UInt64(clamping: try call.value("seed") as Int)
        hasHeader = try call.value("header")
        separator = try call.value("separator")
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

extension Separator {
    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        }
    }
}

extension String {
    /// Without the blanks around it.
    var trimmed: String {
        String(trimmed { $0 == " " || $0 == "\t" })
    }
}
