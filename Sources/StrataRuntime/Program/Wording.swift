#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

// How numbers and names are put into words, the same in every message and table.

/// `1234567` as `1,234,567`.
func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number.magnitude).reversed().enumerated() {
        if index > 0, index.isMultiple(of: 3) { text.append(",") }
        text.append(digit)
    }
    return (number < 0 ? "-" : "") + String(text.reversed())
}

/// `1 epoch`, `2 epochs`.
func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
}

/// A number with a fixed count of decimals, whatever the locale: `fixed(0.90612, 4)` is `0.9061`.
func fixed(_ number: Double, _ decimals: Int) -> String {
    guard number.isFinite, number.magnitude < 1e15 else { return "\(number)" }
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    guard number.magnitude * Double(scale) < 9e15 else { return "\(number)" }
    let scaled = Int((number.magnitude * Double(scale)).rounded(.toNearestOrEven))
    let sign = number < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % scale)
    return "\(sign)\(scaled / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// A number above or equal to 0 with four digits that count: `0.04527`, `81,230`.
func short(_ number: Double) -> String {
    guard number.isFinite, number < 1e15 else { return "\(number)" }
    if number >= 9999.5 { return grouped(Int(number.rounded())) }
    var decimals = 3
    var bound = 9.9995
    while number >= bound, decimals > 0 {
        decimals -= 1
        bound *= 10
    }
    bound = 0.99995
    while number < bound, decimals < 12, number > 0 {
        decimals += 1
        bound /= 10
    }
    return fixed(number, decimals)
}

/// A count of bytes for a person: `812 bytes`, `247 KB`, `1.4 MB`.
func fileSize(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: counted(bytes, "byte")
    case ..<1_000_000: "\(fixed(Double(bytes) / 1e3, 0)) KB"
    default: "\(fixed(Double(bytes) / 1e6, 1)) MB"
    }
}

/// A length of time for a person: `8.4 s`, `2 min 05 s`, `1 h 02 min`.
func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "a long time" }
    if seconds < 59.95 { return "\(fixed(max(0, seconds), 1)) s" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    return "\(whole / 3600) h \(padded(whole % 3600 / 60)) min"
}

private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension String {
    /// As many columns as it takes on a terminal, for the texts that Strata prints.
    private var columns: Int { unicodeScalars.count }

    /// Filled up with spaces on the left, so that numbers stand under each other.
    func right(_ width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }

    /// Filled up with spaces on the right.
    func left(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }
}

/// The closest of `candidates` to `word`, if it is close enough to be what was meant.
func closest(to word: String, in candidates: [String]) -> String? {
    let limit = max(1, min(3, word.count / 3 + 1))
    return candidates.map { ($0, editDistance(word, $0)) }.filter { $0.1 <= limit }.min { $0.1 < $1.1 }?.0
}

/// How many insertions, deletions, replacements and swaps of neighbours turn one word into the other.
private func editDistance(_ first: String, _ second: String) -> Int {
    let first = Array(first.prefix(64)), second = Array(second.prefix(64))
    var beforeLast = [Int]()
    var last = Array(0...second.count)
    for row in 0..<first.count {
        var current = [row + 1]
        for column in 0..<second.count {
            let replaced = last[column] + (first[row] == second[column] ? 0 : 1)
            var best = min(replaced, last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        beforeLast = last
        last = current
    }
    return last[second.count]
}

/// What the system says about the last call that failed, e.g. `No space left on device`.
func systemError(_ code: Int32 = errno) -> String {
    String(cString: strerror(code))
}
