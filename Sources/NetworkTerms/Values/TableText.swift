import Basics

/// The meaning of a field of a table, for the compiler, which looks at a table's first rows, and the runtime.
public enum TableText {
    /// Texts that mean a missing value, if they aren't quoted.
    public static let missing: Set<String> = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "?"]

    /// Parses a number as people write it in a table: no hexadecimal, no infinity.
    public static func number(_ text: String) -> Double? {
        let text = text.trimmed { $0 == " " || $0 == "\t" }
        guard !text.isEmpty, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
            let number = Double(text.hasPrefix("+") ? text.dropFirst() : text), number.isFinite
        else { return nil }
        return number
    }
}
