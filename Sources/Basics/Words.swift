/// `1 channel`, `1,024 channels`.
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count.grouped) \(count == 1 ? noun : plural ?? noun + "s")"
}

extension String {
    /// With a capital at its beginning.
    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Sequence where Element: CustomStringConvertible {
    /// Of several axes: `28x28x1`.
    package var sizeText: String { map(\.description).joined(separator: "x") }
}

extension Collection<String> {
    /// Of several axes, one for all where they are alike: `3`, `3x5`.
    package var shortSizeText: String { allSatisfy { $0 == first } ? first ?? "" : sizeText }
}
