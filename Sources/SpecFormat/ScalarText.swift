import Basics
import SpecText

/// Writes text in YAML: plain if possible, otherwise in quotes.
enum ScalarText {
    /// - Parameters:
    ///   - isFlow: whether it is in brackets or braces, where more characters are special.
    ///   - keepsQuotes: whether unneeded quotes stay.
    static func text(of scalar: YAMLScalar, isFlow: Bool, keepsQuotes: Bool = false) -> String {
        let text = scalar.text
        if text.isEmpty { return scalar.style == .plain ? "" : "\"\"" }
        let wasQuoted = scalar.style != .plain && (keepsQuotes || looksLikeAnotherType(text))
        if !wasQuoted, isPlain(text, isFlow: isFlow) { return text }
        return quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars
        if scalars.contains(where: { $0 == "\"" || $0 == "\\" }), scalars.allSatisfy(isPrintable) {
            return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        }
        var result = "\""
        for scalar in scalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default: result += "\\U" + scalar.value.hexadecimal(digits: 8, uppercase: true)
            }
        }
        return result + "\""
    }

    /// Whether libyaml reads the text back unchanged without quotes.
    static func isPlain(_ text: String, isFlow: Bool) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, last != 0x20, last != UInt8(ascii: ":"),
            !text.hasPrefix("---"), !text.hasPrefix("..."), text.unicodeScalars.allSatisfy(isPrintable)
        else { return false }
        if ",[]{}#&*!|>'\"%@` ".utf8.contains(first) { return false }
        if "-?:".utf8.contains(first), isFlow || bytes.count == 1 || bytes[1] == 0x20 {
            // Brackets can contain negative numbers too.
            guard first == UInt8(ascii: "-"), bytes.count > 1, bytes[1] != 0x20, !",[]{}".utf8.contains(bytes[1]) else {
                return false
            }
        }
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: ":"), isFlow || bytes[index + 1] == 0x20 { return false }
            if byte == UInt8(ascii: "#"), index > 0, bytes[index - 1] == 0x20 { return false }
            if isFlow, ",[]{}?".utf8.contains(byte) { return false }
        }
        return true
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar.value != 0x7F && !(0x80...0x9F).contains(scalar.value)
            && !["\u{2028}", "\u{2029}", "\u{FEFF}"].contains(scalar) && scalar.value & 0xFFFE != 0xFFFE
    }

    /// Whether another YAML reader may read the unquoted text as a number, a date, a boolean, or null.
    private static func looksLikeAnotherType(_ text: String) -> Bool {
        if ["true", "false", "null", "~", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased()) {
            return true
        }
        if text.hasPrefix("0x") || text.hasPrefix("0o") { return true }
        let isNumeric = text.utf8.allSatisfy { byte in
            byte.isDigit || "+-._:eET".utf8.contains(byte)
        }
        return isNumeric && text.utf8.contains(where: \.isDigit)
    }
}
