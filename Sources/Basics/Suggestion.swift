/// Finds the known word that a misspelt one was probably meant to be.
package enum Suggestion {
    /// The closest of `candidates`, or nil where none is near enough to be a likely slip: at most a third of the
    /// letters differ (at least one may), counted as insertions, deletions, substitutions and swaps of neighbours
    /// (optimal string alignment distance).
    package static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(64))
        let bound = max(1, letters.count / 3)
        var table = DistanceTable()
        var best: (distance: Int, word: String)?
        for candidate in candidates where candidate != word {
            // No word is closer than the lengths are, and most are told apart by that.
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

/// Counts how far words are from each other, in memory that is taken once for many.
private struct DistanceTable {
    /// The present row, the one before it, and the one before that.
    private var rows: [[Int]] = [[], [], []]

    /// Nil where they are farther from each other than `bound`.
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
            // Neighbours that are swapped cost one, seen from a row before.
            if least > bound + 1 { return nil }
        }
        return rows[0][right.count] <= bound ? rows[0][right.count] : nil
    }
}
