import Basics

/// The settings for reading a CSV file with one sample per row, its features in columns, and one column as the target.
struct Table {
    /// The file.
    var path: String
    /// A second file with the test rows; nil if they are taken from the first.
    var testPath: String?
    /// The target column; nil if the samples themselves are the target.
    let target: String?
    /// The feature columns, in order; nil for all others.
    let features: [String]?
    /// Columns that aren't features.
    let ignored: [String]
    /// Columns whose numbers are categories.
    let categories: [String]
    /// The treatment of rows that lack a value.
    let missing: MissingValues
    /// The share of rows for testing.
    let test: Double
    /// The seed for choosing these rows.
    let seed: UInt64
    /// Whether the first row names the columns; otherwise their names are 1, 2, and so on.
    let hasHeader: Bool
    let separator: Separator

    init(_ call: Call) throws(CallProblem) {
        path = try call.value("file")
        testPath = call.word("test file")
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

    /// Texts that mean a missing value, besides an empty field.
    private static let missingWords = TableText.missing.filter { !$0.isEmpty }.map { Array($0.utf8) }

    /// Returns whether a field has no value. In quotes, only an empty one hasn't.
    static func isMissing(_ field: CSVFile.Field, in file: CSVFile) -> Bool {
        let content = file.trimmed(field)
        guard let first = content.first.map({ file.bytes[$0] }) else { return true }
        // Most fields are numbers.
        guard content.count <= 4, !first.isDigit, !file.isQuoted(field) else { return false }
        return missingWords.contains { $0.elementsEqual(file.bytes[content]) }
    }
}
