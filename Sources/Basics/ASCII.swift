extension UInt8 {
    /// Whether this is a space or a tab.
    @inlinable package var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }

    /// Whether this is a line feed or a carriage return.
    @inlinable package var isLineBreak: Bool { self == 0x0A || self == 0x0D }

    /// Whether this is whitespace in YAML and JSON: a space, a tab, a line feed, or a carriage return.
    @inlinable package var isWhitespace: Bool { isSpaceOrTab || isLineBreak }

    /// Whether this is a digit from 0 to 9.
    @inlinable package var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
