/// Finds the known words that a misspelled one may have been meant to be, and lists words in messages.
package enum Suggestion {
    /// The closest of `candidates`, or nil if none is close enough to be a likely typo: at most a third of the letters
    /// may differ (one always may), counted as insertions, deletions, substitutions, and swaps of neighbors (optimal
    /// string alignment distance).
    package static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(64))
        let bound = max(1, letters.count / 3)
        let own = LetterSet(word)
        var table = DistanceTable()
        var best: (distance: Int, word: String)?
        for candidate in candidates where candidate != word && !areOpposites(candidate, word) {
            // The difference in length is a lower bound, which already rules out most words. A letter has one to four
            // bytes, which needn't be counted.
            let bytes = candidate.utf8.count
            guard bytes >= letters.count - bound, bytes <= 4 * (letters.count + bound),
                LetterSet(candidate).canBe(own, within: bound),
                abs(candidate.unicodeScalars.count - letters.count) <= bound
            else { continue }
            let others = Array(candidate.lowercased().unicodeScalars)
            guard let distance = table.distance(letters, others, atMost: bound) else { continue }
            if best.map({ (distance, candidate) < $0 }) ?? true { best = (distance, candidate) }
        }
        return best?.word
    }

    /// Whether one of two names undoes what the other does: `pixel shuffle` and `pixel unshuffle`.
    private static func areOpposites(_ first: String, _ second: String) -> Bool {
        guard abs(first.utf8.count - second.utf8.count) == 2 else { return false }
        let pairs = zip(first.lowercased().split(separator: " "), second.lowercased().split(separator: " "))
        let differing = pairs.filter { $0 != $1 }
        return differing.count == 1 && differing.allSatisfy { "un" + $0 == $1 || "un" + $1 == $0 }
    }

    /// The most words that a message lists in full.
    private static let mostListed = 6

    /// Lists the known words in a message about an unknown one: all of them if they are few, otherwise up to three
    /// that are similar to the unknown word, and where to find the rest.
    package static func known(
        _ words: some Collection<String>, near word: String, rest: String
    ) -> String {
        guard words.count > mostListed else { return "known: \(list(words, conjunction: "and"))" }
        let similar = Self.similar(3, to: word, among: words)
        return similar.isEmpty ? rest : "closest: \(list(similar)); \(rest)"
    }

    /// Lists the words that are expected instead of another, for a message: all of them if they are few, otherwise up
    /// to three that are similar to it, and where to find the rest.
    package static func expected(_ words: some Collection<String>, near word: String, rest: String) -> String {
        guard words.count > mostListed else { return list(words.map { "`\($0)`" }) }
        let similar = Self.similar(3, to: word, among: words)
        return "\(similar.isEmpty ? "a known word" : "a word such as \(list(similar.map { "`\($0)`" }))"); \(rest)"
    }

    /// Up to `count` words that are similar to a word, closest first: at least half of their letters are the same, or
    /// parts of both start alike.
    private static func similar(_ count: Int, to word: String, among words: some Collection<String>) -> [String] {
        let letters = Array(word.lowercased().unicodeScalars.prefix(64))
        let parts = Self.parts(of: letters)
        var table = DistanceTable()
        let ranked = words.enumerated().compactMap { index, word -> (Int, Int, String)? in
            let others = Array(word.lowercased().unicodeScalars.prefix(64))
            let most = max(letters.count, others.count)
            let distance = table.distance(letters, others, atMost: most) ?? most
            let isSimilar =
                distance * 2 <= most
                || Self.parts(of: others).contains { other in parts.contains { startAlike($0, other) } }
            return isSimilar ? (distance, index, word) : nil
        }
        return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(count).map(\.2)
    }

    /// The words of a name, such as `max` and `pool`.
    private static func parts(of letters: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
        letters.split { !$0.properties.isAlphabetic }
    }

    /// Whether four letters at the start are the same, or all three of a short word.
    private static func startAlike(_ one: ArraySlice<Unicode.Scalar>, _ other: ArraySlice<Unicode.Scalar>) -> Bool {
        let length = min(one.count, other.count, 4)
        return length >= 3 && one.prefix(length).elementsEqual(other.prefix(length))
    }

    /// `a, b, or c`.
    package static func list(_ words: some Collection<String>, conjunction: String = "or") -> String {
        let words = Array(words)
        guard let last = words.last else { return "" }
        if words.count <= 2 { return words.joined(separator: " \(conjunction) ") }
        return words.dropLast().joined(separator: ", ") + ", \(conjunction) " + last
    }
}

/// Limits how many pairs of words are compared to find a suggestion. A spec can define any number of names and misspell
/// any number of others, and comparing all of them with each other takes time that grows with the square of its length.
package final class Comparisons {
    /// The most pairs. A person who misspells more than a few names among thousands has another problem.
    private static let most = 200_000

    private var left = most

    package init() {}

    /// Whether a word can be compared with this many others. If not, nothing is suggested.
    package func allow(_ count: Int) -> Bool {
        guard count <= left else { return false }
        left -= count
        return true
    }
}

/// The letters of a word, as a quick test of whether two words are alike: each change of a letter brings at most one that
/// the other word doesn't have.
private struct LetterSet {
    private var bits: UInt64 = 0
    /// Whether each letter is a byte. If not, nothing is known.
    private var isASCII = true

    init(_ word: String) {
        for byte in word.utf8.prefix(256) {
            isASCII = isASCII && byte < 0x80
            // Upper and lower case are the same, and so may be other letters.
            bits |= 1 << UInt64((byte | 0x20) & 63)
        }
        if word.utf8.count > 64 { isASCII = false }
    }

    func canBe(_ other: LetterSet, within changes: Int) -> Bool {
        !isASCII || !other.isASCII
            || (bits & ~other.bits).nonzeroBitCount <= changes && (other.bits & ~bits).nonzeroBitCount <= changes
    }
}

/// Computes distances between words, reusing its memory.
private struct DistanceTable {
    /// The current row, the one before it, and the one before that.
    private var rows: [[Int]] = [[], [], []]

    /// The distance, or nil if it is greater than `bound`.
    mutating func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost bound: Int) -> Int? {
        for row in rows.indices where rows[row].count <= right.count {
            rows[row] = Array(repeating: 0, count: right.count + 1)
        }
        for column in 0...right.count { rows[0][column] = column }
        for (row, letter) in left.enumerated() {
            rows.swapAt(1, 2)
            rows.swapAt(0, 1)
            rows[0][0] = row + 1
            var least = row + 1
            for (column, other) in right.enumerated() {
                var cost = min(
                    rows[1][column] + (letter == other ? 0 : 1), rows[1][column + 1] + 1, rows[0][column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, rows[2][column - 1] + 1)
                }
                rows[0][column + 1] = cost
                least = min(least, cost)
            }
            // A swap of neighbors costs one, counted from two rows back.
            if least > bound + 1 { return nil }
        }
        return rows[0][right.count] <= bound ? rows[0][right.count] : nil
    }
}
