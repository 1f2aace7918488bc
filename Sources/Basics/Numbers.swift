extension Int {
    /// The number with a comma between every three digits: `61,706`.
    package var grouped: String {
        var digits = Array(String(magnitude))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return (self < 0 ? "-" : "") + String(digits)
    }
}

extension Double {
    /// Returns the number with a fixed number of decimals, whatever the locale: `0.90612.fixed(4)` is `0.9061`.
    package func fixed(_ decimals: Int) -> String {
        guard isFinite, magnitude < 1e15 else { return "\(self)" }
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        guard magnitude * Double(scale) < 9e15 else { return "\(self)" }
        let scaled = Int((magnitude * Double(scale)).rounded(.toNearestOrEven))
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(scaled)" }
        return "\(sign)\(scaled / scale)." + String(scaled % scale).zeroPadded(to: decimals)
    }

    /// A nonnegative number with four significant digits: `0.04527`, `81,230`.
    package var short: String {
        guard isFinite, self < 1e15 else { return "\(self)" }
        if self >= 9999.5 { return Int(rounded()).grouped }
        var decimals = 3
        var bound = 9.9995
        while self >= bound, decimals > 0 {
            decimals -= 1
            bound *= 10
        }
        bound = 0.99995
        while self < bound, decimals < 12, self > 0 {
            decimals += 1
            bound /= 10
        }
        return fixed(decimals)
    }
}

extension BinaryFloatingPoint {
    /// The number as people write it: `1`, `0.25`, `1e-9`.
    package var concise: String {
        let text = "\(self)"
        guard let exponent = text.firstIndex(of: "e") else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        return text[..<exponent] + "e\(Int(text[text.index(after: exponent)...]) ?? 0)"
    }
}

extension Double {
    /// The exponent of the nearest power of ten on a logarithmic scale: -3 for 0.0013. Nil unless the number is
    /// positive and finite.
    package var powerOfTen: Int? {
        guard self > 0, isFinite else { return nil }
        var (value, power) = (self, 0)
        let root = 10.0.squareRoot()
        while value >= root { (value, power) = (value / 10, power + 1) }
        while value * root < 1 { (value, power) = (value * 10, power - 1) }
        return power
    }
}

extension BinaryInteger {
    /// Returns the number in hexadecimal, with at least this number of digits: `10.hexadecimal(digits: 2)` is `0a`.
    package func hexadecimal(digits: Int, uppercase: Bool = false) -> String {
        String(self, radix: 16, uppercase: uppercase).zeroPadded(to: digits)
    }
}

/// Returns a readable duration: `8.4 s`, `2 min 05 s`, `1 h 02 min`.
package func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "a long time" }
    if seconds < 59.95 { return "\(max(0, seconds).fixed(1)) s" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(String(whole % 60).zeroPadded(to: 2)) s" }
    return "\(whole / 3600) h \(String(whole % 3600 / 60).zeroPadded(to: 2)) min"
}

/// Returns a readable count of bytes: `812 bytes`, `247 KB`, `1.4 MB`, `24,576.0 MB`.
package func byteCount(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: return counted(bytes, "byte")
    case ..<1_000_000: return "\((Double(bytes) / 1e3).fixed(0)) KB"
    default:
        let tenths = Int((Double(bytes) / 1e5).rounded())
        return "\((tenths / 10).grouped).\(tenths % 10) MB"
    }
}

extension String {
    /// Returns the text preceded by zeros up to a number of characters.
    fileprivate func zeroPadded(to count: Int) -> String {
        String(repeating: "0", count: Swift.max(0, count - utf8.count)) + self
    }
}
