import Basics

/// Escapes a text for each format.
enum Escaping {
    /// The value of an XML attribute in double quotes.
    static func xmlAttribute(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\n", "\t", "\r": "&#\(scalar.value);"
            // XML can't contain any other control character.
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: "\u{FFFD}"
            default: nil
            }
        }
    }

    /// The message of a workflow command of GitHub Actions.
    static func gitHubMessage(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            // A log obeys the others.
            case _ where scalar.isObeyed: "\u{FFFD}"
            default: nil
            }
        }
    }

    /// A property of a workflow command of GitHub Actions.
    static func gitHubProperty(_ text: String) -> String {
        escaped(gitHubMessage(text)) { scalar in
            switch scalar {
            case ":": "%3A"
            case ",": "%2C"
            default: nil
            }
        }
    }

    /// A path as a URI reference (RFC 3986).
    static func uri(_ path: String) -> String {
        path.hasPrefix("/") ? PercentEncoding.fileAddress(path) : PercentEncoding.encoded(path)
    }

    private static func escaped(_ text: String, _ escape: (Unicode.Scalar) -> String?) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if let escape = escape(scalar) { result += escape } else { result.unicodeScalars.append(scalar) }
        }
    }
}
