extension JSON {
    /// The value on one line and without spaces, as programs send it to each other.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes, .compact)
        return bytes
    }

    /// Returns the value in a form that people can read: an array or object is on one line if that takes at most
    /// `width` bytes; otherwise, each of its parts has its own line.
    package func text(width: Int = 100) -> String {
        var bytes: [UInt8] = []
        write(to: &bytes, .lines(width: width, indent: 0))
        return String(decoding: bytes, as: UTF8.self)
    }

    private enum Layout {
        case compact
        case line
        case lines(width: Int, indent: Int)

        var spaces: Bool { if case .compact = self { false } else { true } }
    }

    private func write(to bytes: inout [UInt8], _ layout: Layout) {
        switch self {
        case .null: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        // JSON can't express numbers that aren't finite.
        case .decimal(let value): bytes += (value.isFinite ? "\(value)" : "null").utf8
        case .string(let string): Self.write(string, to: &bytes)
        case .array(let items):
            Self.write(items, between: ("[", "]"), to: &bytes, layout) { item, bytes, layout in
                item.write(to: &bytes, layout)
            }
        case .object(let fields):
            Self.write(fields, between: ("{", "}"), to: &bytes, layout) { field, bytes, layout in
                Self.write(field.0, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                if layout.spaces { bytes.append(UInt8(ascii: " ")) }
                field.1.write(to: &bytes, layout)
            }
        }
    }

    private static func write<Part>(
        _ parts: [Part], between brackets: (open: Unicode.Scalar, close: Unicode.Scalar), to bytes: inout [UInt8],
        _ layout: Layout, _ write: (Part, inout [UInt8], Layout) -> Void
    ) {
        let start = bytes.count
        bytes.append(UInt8(ascii: brackets.open))
        guard case .lines(let width, let indent) = layout else {
            for (index, part) in parts.enumerated() {
                if index > 0 { bytes += (layout.spaces ? ", " : ",").utf8 }
                write(part, &bytes, layout)
            }
            bytes.append(UInt8(ascii: brackets.close))
            return
        }
        for (index, part) in parts.enumerated() where bytes.count - start < width {
            if index > 0 { bytes += ", ".utf8 }
            write(part, &bytes, .line)
        }
        bytes.append(UInt8(ascii: brackets.close))
        guard bytes.count - start > width, !parts.isEmpty else { return }
        bytes.removeLast(bytes.count - start - 1)
        let inner = indent + 2
        for (index, part) in parts.enumerated() {
            bytes += (index > 0 ? ",\n" : "\n").utf8
            bytes += repeatElement(UInt8(ascii: " "), count: inner)
            write(part, &bytes, .lines(width: width, indent: inner))
        }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: indent)
        bytes.append(UInt8(ascii: brackets.close))
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// Writes a string in quotes (RFC 8259, section 7).
    private static func write(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case 0..<0x20: bytes += "\\u00".utf8 + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
