/// Returns a count with its noun in the singular or plural: `1 channel`, `1,024 channels`.
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count.grouped) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// `1 epoch`, `2 epochs`, `0.5 epochs`.
package func counted(_ count: Double, _ noun: String) -> String {
    Int(exactly: count).map { counted($0, noun) } ?? "\(count) \(noun)s"
}

extension String {
    /// The text with its first letter capitalized.
    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Sequence where Element: CustomStringConvertible {
    /// The sizes of several axes as text: `28x28x1`.
    package var sizeText: String { map(\.description).joined(separator: "x") }
}

extension Collection<String> {
    /// The sizes of several axes as text, with a single one if they are all the same: `3`, `3x5`.
    package var shortSizeText: String { allSatisfy { $0 == first } ? first ?? "" : sizeText }
}
