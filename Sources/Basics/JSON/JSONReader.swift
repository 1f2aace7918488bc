/// The reason a text isn't the expected JSON.
package struct JSONProblem: Error, Hashable {
    /// The index of the byte, from 0.
    package let position: Int
    package let message: String

    package init(position: Int, message: String) { (self.position, self.message) = (position, message) }
}

extension JSON {
    /// Reads a text that is a single value.
    ///
    /// - Parameter replacesBrokenText: whether unpaired surrogates and invalid UTF-8 become U+FFFD; otherwise, they are
    ///   errors.
    package init(reading bytes: [UInt8], replacesBrokenText: Bool = false) throws(JSONProblem) {
        var reader = JSONReader(bytes, replacesBrokenText: replacesBrokenText)
        self = try reader.value()
        try reader.end()
    }
}

/// Reads a JSON text (RFC 8259) in a single pass: either as a value, or part by part if the structure is known, which
/// avoids storing parts that aren't needed.
///
/// Malicious texts don't use more resources than others: the nesting and the number of values are limited, and reading
/// part by part never recurses.
package struct JSONReader {
    /// The maximum nesting of the arrays and objects in a value.
    package static let deepest = 256
    /// The maximum number of values in a text. Each takes memory, and a text can have one for every two bytes.
    package static let mostValues = 1 << 20

    private let bytes: [UInt8]
    private let replacesBrokenText: Bool
    private var position = 0
    private var valuesLeft = mostValues

    package init(_ bytes: [UInt8], replacesBrokenText: Bool = false) {
        (self.bytes, self.replacesBrokenText) = (bytes, replacesBrokenText)
    }

    /// Returns a problem at the current position.
    package func problem(_ message: String) -> JSONProblem { JSONProblem(position: position, message: message) }

    /// Checks that nothing follows.
    package mutating func end() throws(JSONProblem) {
        skipSpace()
        guard position == bytes.count else { throw problem("unexpected text after the end") }
    }

    // MARK: Known parts

    /// Reads an object by calling `field` for each of its fields, with the field's name.
    package mutating func object(
        _ field: (inout JSONReader, String) throws(JSONProblem) -> Void
    ) throws(JSONProblem) {
        try expect("{")
        if take("}") { return }
        repeat {
            let name = try string()
            try expect(":")
            try field(&self, name)
        } while take(",")
        try expect("}")
    }

    /// Reads an array by calling `item` for each of its items.
    package mutating func array(_ item: (inout JSONReader) throws(JSONProblem) -> Void) throws(JSONProblem) {
        try expect("[")
        if take("]") { return }
        repeat { try item(&self) } while take(",")
        try expect("]")
    }

    /// Reads a nonnegative whole number.
    package mutating func count() throws(JSONProblem) -> Int {
        skipSpace()
        let first = position
        var value = 0
        while let byte = next, byte.isDigit {
            guard let sum = product(value, 10).flatMap({ Basics.sum($0, Int(byte - 0x30)) }) else {
                throw problem("this number is too large")
            }
            value = sum
            position += 1
        }
        guard position > first else { throw problem("expected a nonnegative number") }
        return value
    }

    /// Reads a string.
    package mutating func string() throws(JSONProblem) -> String {
        try expect("\"")
        let start = position
        // Most strings are plain and need no decoding.
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if next == UInt8(ascii: "\"") {
            position += 1
            return try text(bytes[start..<position - 1])
        }
        var text = Array(bytes[start..<position])
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try self.text(text[...])
            case UInt8(ascii: "\\"): try escape(into: &text)
            case ..<0x20: throw problem("unescaped control character in a string")
            default: text.append(byte)
            }
        }
        throw problem("unterminated string")
    }

    // MARK: Any value

    /// Reads a value of any kind.
    package mutating func value() throws(JSONProblem) -> JSON { try value(depth: 0) }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSON {
        skipSpace()
        guard depth < Self.deepest else { throw problem("values are nested too deeply") }
        guard valuesLeft > 0 else { throw problem("the text has too many values") }
        valuesLeft -= 1
        switch next {
        case UInt8(ascii: "{"):
            var fields: [(String, JSON)] = []
            try object { (reader, name) throws(JSONProblem) in
                fields.append((name, try reader.value(depth: depth + 1)))
            }
            return .object(fields)
        case UInt8(ascii: "["):
            var items: [JSON] = []
            try array { (reader) throws(JSONProblem) in items.append(try reader.value(depth: depth + 1)) }
            return .array(items)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONProblem) -> JSON {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) }) else {
            throw problem("expected a value")
        }
        position = end
        return value
    }

    private mutating func number() throws(JSONProblem) -> JSON {
        let start = position
        func digits(_ reader: inout JSONReader) throws(JSONProblem) {
            let first = reader.position
            while let byte = reader.next, byte.isDigit { reader.position += 1 }
            guard reader.position > first else { throw reader.problem("expected a value") }
        }
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") { position += 1 } else { try digits(&self) }
        let end = position
        if next == UInt8(ascii: ".") {
            position += 1
            try digits(&self)
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits(&self)
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if position == end, let integer = Int(text) { return .integer(integer) }
        guard let decimal = Double(text), decimal.isFinite else { throw problem("this number is too large") }
        return .decimal(decimal)
    }

    // MARK: Characters

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte.isWhitespace { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(JSONProblem) {
        guard take(character) else { throw problem("expected '\(character)'") }
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws(JSONProblem) -> String {
        if replacesBrokenText { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw problem("this string isn't valid UTF-8")
        }
        return text
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
        guard let byte = next else { throw problem("unterminated string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += Array(String(Character(try escapedScalar())).utf8)
        default: throw problem("invalid escape sequence")
        }
    }

    /// Reads the scalar after `\u`, including the other half of a surrogate pair.
    private mutating func escapedScalar() throws(JSONProblem) -> Unicode.Scalar {
        let unit = try fourDigits()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let afterFirst = position
        if unit < 0xDC00, bytes[position...].starts(with: "\\u".utf8) {
            position += 2
            let second = try fourDigits()
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00))
            {
                return scalar
            }
        }
        guard replacesBrokenText else { throw problem("unpaired surrogate") }
        position = afterFirst
        return "\u{FFFD}"
    }

    private mutating func fourDigits() throws(JSONProblem) -> UInt32 {
        guard position + 4 <= bytes.count else { throw problem("unterminated string") }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw problem("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}
