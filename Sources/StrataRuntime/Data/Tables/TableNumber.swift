/// Numbers as people write them in a table, read from bytes.
enum TableNumber {
    /// The largest number that the network, which computes with `Float`, can be given.
    static let largest = Double(Float.greatestFiniteMagnitude)

    /// Parses a number such as `-3.5`, `.5`, or `6.02e23`: no hexadecimal, no infinity. A number beyond the range of
    /// `Double` is infinite.
    ///
    /// - Returns: nil if the bytes aren't a number.
    static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
        var index = range.lowerBound
        let end = range.upperBound
        let isNegative = index < end && bytes[index] == UInt8(ascii: "-")
        if isNegative || index < end && bytes[index] == UInt8(ascii: "+") { index += 1 }
        let unsigned = index
        var digits = Digits()
        while index < end, bytes[index].isDigit {
            digits.append(bytes[index])
            index += 1
        }
        if index < end, bytes[index] == UInt8(ascii: ".") {
            index += 1
            while index < end, bytes[index].isDigit {
                digits.append(bytes[index])
                digits.exponent -= 1
                index += 1
            }
        }
        guard digits.count > 0 else { return nil }
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            guard let exponent = exponent(bytes, index + 1..<end) else { return nil }
            digits.exponent += exponent
            index = end
        }
        guard index == end else { return nil }
        let value = digits.value ?? Double(String(decoding: bytes[unsigned..<end], as: UTF8.self))
        return value.map { isNegative ? -$0 : $0 }
    }

    private static func exponent(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        guard index < range.upperBound else { return nil }
        let isNegative = bytes[index] == UInt8(ascii: "-")
        if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
        guard index < range.upperBound else { return nil }
        var value = 0
        while index < range.upperBound {
            guard bytes[index].isDigit else { return nil }
            // Beyond this, every number is zero or infinite.
            value = min(value * 10 + Int(bytes[index] - UInt8(ascii: "0")), 1_000_000)
            index += 1
        }
        return isNegative ? -value : value
    }

    /// Decimal digits with a power of ten.
    private struct Digits {
        var exponent = 0
        /// The number of digits, with zeros at the start.
        private(set) var count = 0
        private var significand: UInt64 = 0
        private var fits = true

        mutating func append(_ digit: UInt8) {
            count += 1
            guard significand < 100_000_000_000_000_000 else { return fits = false }
            significand = significand * 10 + UInt64(digit - UInt8(ascii: "0"))
        }

        /// The number, correctly rounded because both operands are exact and there is one operation; nil if it takes
        /// more than that.
        var value: Double? {
            guard fits, significand <= 1 << 53, abs(exponent) < Self.powers.count else { return nil }
            let power = Self.powers[abs(exponent)]
            return exponent < 0 ? Double(significand) / power : Double(significand) * power
        }

        /// The powers of ten that are exact.
        private static let powers: [Double] = [
            1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
            1e20, 1e21, 1e22,
        ]
    }
}
