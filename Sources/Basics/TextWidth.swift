/// The number of terminal columns that text takes up.
package enum TextWidth {
    package static func of(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width(of: $1) } }

    /// 0 for marks and joiners, 2 for East Asian wide characters and emoji (Unicode Standard Annex 11), else 1.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            return 2
        default:
            return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }
}

extension String {
    /// The text on one line and safe to print: control characters, line breaks, and bidirectional marks, which a
    /// terminal would obey or which would reorder the text, become the replacement character.
    package var shown: String {
        // Most text is plain ASCII, and looking up Unicode properties is slow.
        if utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return self }
        return String(
            String.UnicodeScalarView(
                unicodeScalars.map { $0.isObeyed ? "\u{FFFD}" : $0 }))
    }

    /// The text on one line and safe to print, with escapes such as `\n` and `\u{1B}` for what `shown` replaces: for the
    /// names of files, which stay different from each other, and for messages that contain some.
    package var escaped: String {
        if utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return self }
        return unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.isObeyed: result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    /// The text broken between words into lines of at most `width` columns. A longer word gets a line of its own.
    package func wrapped(to width: Int) -> [String] {
        guard TextWidth.of(self) > width else { return [self] }
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, TextWidth.of(line) + 1 + TextWidth.of(String(word)) > width {
                lines.append(line)
                line = String(word)
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }

    /// The text followed by spaces up to `width` columns; longer text is unchanged.
    package func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - TextWidth.of(self)))
    }

    /// The text preceded by spaces up to `width` columns; longer text is unchanged.
    package func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - TextWidth.of(self))) + self
    }
}

extension Unicode.Scalar {
    /// Whether this is a control character, a line break, or a bidirectional mark: what a terminal would obey, or what
    /// would reorder the text.
    package var isObeyed: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: properties.isBidiControl
        }
    }
}
