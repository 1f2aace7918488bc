/// Finds the known word that a misspelt one was probably meant to be.
public enum Suggestion {
    /// The closest of `candidates`, or nil where none is near enough to be a likely slip: at most a third of the
    /// letters differ (at least one may), counted as insertions, deletions, substitutions and swaps of neighbours
    /// (optimal string alignment distance).
    public static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(64))
        let bound = max(1, letters.count / 3)
        var best: (distance: Int, word: String)?
        for candidate in candidates {
            let distance = distance(letters, Array(candidate.lowercased().unicodeScalars), bound: bound)
            guard distance <= bound, candidate != word else { continue }
            if best.map({ (distance, candidate) < $0 }) ?? true { best = (distance, candidate) }
        }
        return best?.word
    }

    /// `a, b or c`.
    public static func list(_ words: some Collection<String>, conjunction: String = "or") -> String {
        let words = Array(words)
        guard let last = words.last else { return "" }
        return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], bound: Int) -> Int {
        guard abs(left.count - right.count) <= bound else { return bound + 1 }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(
                    previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
