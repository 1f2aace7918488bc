import SpecCompiler

/// The example of a structure word, in a spec that it can be read in.
public struct StructureExample: Sendable, CustomStringConvertible {
    public let word: StructureWord
    /// The whole spec.
    public let text: String
    /// Where the word is written in it, in UTF-8 bytes.
    public let place: Range<Int>

    public static let all = Catalog.structure.map { StructureExample(of: $0) }

    public init(of word: StructureWord) { self.init(of: word, written: word.example) }

    /// - Parameter example: what is written in place of the word's own example.
    public init(of word: StructureWord, written example: String) {
        self.word = word
        var sections = [
            ("model", "model: Example"), ("input", "input: 28x28x1"),
            ("body", "body:\n  - 3x3 conv, 64, pad 1, as stem"),
            ("head", "head: [global avg pool, fc 10]"),
        ]
        func write(_ key: String, _ text: String) {
            sections.removeAll { $0.0 == key }
            sections.append((key, text))
        }
        let indented = example.replacing("\n", with: "\n    ")
        switch word.places[0] {
        case .spec:
            if word == .heads { sections.removeLast() }
            write(word.key, example)
            if word == .define { write("head", "head: [twice, global avg pool, fc 10]") }
        case .block:
            write("define", "define:\n  unit:\n    \(indented)\n    layers: [relu]")
            write("head", "head:\n  - unit, channels 8\n  - global avg pool\n  - fc 10")
        case .head:
            let output = word == .headTarget ? "output: true\n    " : ""
            let from = word == .from ? "" : "from: stem\n    \(output)"
            sections.removeLast()
            write("heads", "heads:\n  main: [fc 10]\n  early:\n    \(from)\(indented)\n    layers: [fc 10]")
        case .training: write("train", "train:\n  \(indented)")
        case .budget: write("budget", "budget:\n  \(indented)")
        case .item, .besideItem, .join, .line, .option:
            write(
                "body",
                "body:\n  - 3x3 conv, 64, pad 1, as stem\n  \(example.replacing("\n", with: "\n  "))")
        }
        var text = ""
        var place = 0..<0
        for (_, section) in sections {
            if place.isEmpty, let own = section.range(of: word == .as ? ", as " : word.key, in: example) {
                let start = text.utf8.count + own.lowerBound + (word == .as ? 2 : 0)
                place = start..<start + word.key.utf8.count
            }
            text += section + "\n"
        }
        self.text = text
        self.place = place
    }

    /// The spec with another text for the word's value, where it has one on its line.
    public func with(value: String) -> String {
        let start = text.utf8.index(text.startIndex, offsetBy: place.upperBound)
        // The keys of a join are in braces.
        let isInBraces = word.places[0] == .join
        let rest = text[start...].prefix { $0 != "\n" && !(isInBraces && ",}".contains($0)) }
        return text[..<start] + ": " + value + text[rest.endIndex...]
    }

    public var description: String { word.key }
}

extension String {
    /// Where a text is in an example that is part of this, in bytes.
    fileprivate func range(of text: String, in example: String) -> Range<Int>? {
        let first = example.prefix { $0 != "\n" }
        guard let start = self.firstRange(of: String(first))?.lowerBound,
            let found = self[start...].firstRange(of: text)
        else { return nil }
        let offset = self[..<found.lowerBound].utf8.count
        return offset..<offset + text.utf8.count
    }
}
