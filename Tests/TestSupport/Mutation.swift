/// Small changes to a text, such as slips of the hand and broken files make them.
public enum Mutation {
    /// What a changed place becomes: signs that mean something to YAML or the notation, and characters of every length.
    private static let pieces: [[UInt8]] =
        [
            "\n", "\r\n", "\r", "\t", " ", "  ", ":", ": ", "- ", ",", ", ", "/", "/2", "?", "x", "0", "9", "-", ".",
            "\"", "'",
            "{", "}", "[", "]", "&a ", "*a", "|", ">", "#", "%", "@", "`", "!", "!!str ", "---\n", "...\n", "~", "$",
            "\\",
            "\u{E9}", "\u{2028}", "\u{85}", "\u{1F642}", "\u{301}", "\u{202E}", "\u{FEFF}", "99999999999999999999",
            "4294967296", "1000000000000000000", "relu", "conv", "expect", "name", "as", "same", "groups channels",
            "no bias",
        ].map { Array($0.utf8) } + [[0x00], [0x07], [0x1B], [0x7F], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F]]

    /// The text with one to three changes: bytes, words or lines removed, doubled, swapped or replaced.
    public static func mutate(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<generator.pick(1...3) { change(&bytes, using: &generator) }
        return bytes
    }

    private static func change(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let place = generator.pick(0...bytes.count)
        switch generator.pick(0...7) {
        case 0: bytes.insert(contentsOf: generator.pick(pieces), at: place)
        case 1: bytes.replaceSubrange(place..<min(place + generator.pick(1...4), bytes.count), with: [])
        case 2: bytes.replaceSubrange(place..<min(place + 1, bytes.count), with: generator.pick(pieces))
        case 3:
            let word = wordRange(in: bytes, at: place)
            bytes.replaceSubrange(word, with: generator.pick(pieces))
        case 4: bytes.removeSubrange(lineRange(in: bytes, at: place))
        case 5:
            let line = Array(bytes[lineRange(in: bytes, at: place)])
            bytes.insert(contentsOf: line, at: lineRange(in: bytes, at: generator.pick(0...bytes.count)).lowerBound)
        case 6:
            let line = lineRange(in: bytes, at: place)
            bytes.insert(contentsOf: Array(repeating: 0x20, count: generator.pick(1...4)), at: line.lowerBound)
        default: bytes.removeSubrange(place..<bytes.count)
        }
    }

    private static func lineRange(in bytes: [UInt8], at place: Int) -> Range<Int> {
        var start = place
        while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
        var end = place
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        return start..<min(end + 1, bytes.count)
    }

    private static func wordRange(in bytes: [UInt8], at place: Int) -> Range<Int> {
        func isPart(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x2C && byte != 0x3A }
        var start = place
        while start > 0, isPart(bytes[start - 1]) { start -= 1 }
        var end = place
        while end < bytes.count, isPart(bytes[end]) { end += 1 }
        return start..<end
    }
}
