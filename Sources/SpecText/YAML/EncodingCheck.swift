import Basics

/// Finds what libyaml rejects without a usable position, and reports where it is: a file that is too large, isn't
/// UTF-8, or contains characters that YAML doesn't allow.
enum EncodingCheck {
    static func problem(in source: SourceFile, file: Int, limits: YAMLLimits) -> Diagnostic? {
        let bytes = source.bytes
        if bytes.count > limits.bytes {
            return Diagnostic(
                .documentLimit,
                "the file has \(bytes.count) bytes; a spec can have at most \(limits.bytes)",
                at: Span(file: file, start: 0, end: 0), help: "is this the right file?")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return Diagnostic(
                .encoding, "the file is encoded in UTF-16; a spec must be UTF-8",
                at: Span(file: file, start: 0, end: 0), help: "save it as UTF-8")
        }
        if bytes.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0.isWhitespace }) { return nil }
        var index = 0
        while index < bytes.count {
            let first = bytes[index]
            if first < 0x80 {
                if first < 0x20 && !first.isWhitespace || first == 0x7F {
                    return control(first, at: Span(file: file, start: index, end: index + 1))
                }
                index += 1
                continue
            }
            let length = sequenceLength(bytes, at: index)
            guard length > 0 else {
                return Diagnostic(
                    .encoding, "invalid UTF-8 byte 0x\(first.hexadecimal(digits: 2, uppercase: true))",
                    at: Span(file: file, start: index, end: index + 1), help: "save the file as UTF-8")
            }
            if length == 2, first == 0xC2, bytes[index + 1] < 0xA0, bytes[index + 1] != 0x85 {
                return control(bytes[index + 1], at: Span(file: file, start: index, end: index + 2))
            }
            // U+FEFF after the start, U+FFFE, and U+FFFF aren't printable in YAML 1.1.
            if length == 3, first == 0xEF {
                let isMark = bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF
                let isNonCharacter = bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
                if isMark && index > 0 || isNonCharacter {
                    return Diagnostic(
                        .encoding, "an invisible character that YAML doesn't allow",
                        at: Span(file: file, start: index, end: index + 3), help: "remove it")
                }
            }
            index += length
        }
        return nil
    }

    private static func control(_ value: UInt8, at span: Span) -> Diagnostic {
        Diagnostic(
            .encoding,
            "YAML doesn't allow the control character 0x\(value.hexadecimal(digits: 2, uppercase: true))", at: span,
            help: "remove it", fixes: [Diagnostic.Fix("remove the character", replacing: span, with: "")])
    }

    /// The length of the well-formed UTF-8 sequence that starts here (Unicode, table 3-7), or 0.
    private static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
        func continues(_ step: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + step < bytes.count && range.contains(bytes[index + step])
        }
        switch bytes[index] {
        case 0xC2...0xDF: return continues(1) ? 2 : 0
        case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
        case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
        case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
        case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
        case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
        case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
        default: return 0
        }
    }
}
