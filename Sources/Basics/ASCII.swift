extension UInt8 {
    /// Whether it is a space or a tab.
    @inlinable package var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }

    /// Whether it ends a line: a line feed or a carriage return.
    @inlinable package var isLineBreak: Bool { self == 0x0A || self == 0x0D }

    /// Whether it is what YAML and JSON have between words: a space, a tab or a line's end.
    @inlinable package var isWhitespace: Bool { isSpaceOrTab || isLineBreak }

    /// Whether it is a digit from 0 to 9.
    @inlinable package var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
