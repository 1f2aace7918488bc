/// Finds the known word that a misspelled one was probably meant to be.
package enum Suggestion {
    /// The closest of `candidates` to `word`, or nil if none is close enough to be a likely typo: at most a third of
    /// the letters may differ (but always one), counted as insertions, deletions, substitutions, and swaps of neighbors
    /// (optimal string alignment distance).
    package static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(64))
        let bound = max(1, letters.count / 3)
        var table = DistanceTable()
        var best: (distance: Int, word: String)?
        for candidate in candidates where candidate != word {
            // The distance is at least the difference in length, which rules out most candidates.
            guard abs(candidate.unicodeScalars.count - letters.count) <= bound else { continue }
            let others = Array(candidate.lowercased().unicodeScalars)
            guard let distance = table.distance(letters, others, atMost: bound) else { continue }
            if best.map({ (distance, candidate) < $0 }) ?? true { best = (distance, candidate) }
        }
        return best?.word
    }

    /// `a, b or c`.
    package static func list(_ words: some Collection<String>, conjunction: String = "or") -> String {
        let words = Array(words)
        guard let last = words.last else { return "" }
        return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }
}

/// Computes edit distances between words, reusing the same memory for all of them.
private struct DistanceTable {
    /// The current row and the two before it, latest first.
    private var rows: [[Int]] = [[], [], []]

    /// The distance, or nil if it's more than `bound`.
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
            // The next row may build on the one before this (a swap of neighbors), so one more than the bound isn't
            // final.
            if least > bound + 1 { return nil }
        }
        return rows[0][right.count] <= bound ? rows[0][right.count] : nil
    }
}
