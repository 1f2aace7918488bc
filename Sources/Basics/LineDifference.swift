/// Where two texts differ, line by line.
package enum LineDifference {
    /// A run of lines in one text that was replaced by other lines in the other.
    package struct Piece: Sendable, Equatable {
        /// The line numbers in the old text, from 0. Empty if lines were only added; they come before that line.
        package var old: Range<Int>
        /// The line numbers in the new text. Empty if lines were only removed.
        package var new: Range<Int>
    }

    /// Texts that differ in more lines are treated as one piece: finding the smallest difference takes quadratic time.
    private static let maximumLines = 4000

    /// The pieces that differ, in order. Between them the texts are equal.
    package static func pieces<Line: Equatable>(_ old: [Line], _ new: [Line]) -> [Piece] {
        let head = zip(old, new).prefix { $0 == $1 }.count
        let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed()).prefix { $0 == $1 }.count
        let (from, to) = (head..<old.count - tail, head..<new.count - tail)
        guard !from.isEmpty || !to.isEmpty else { return [] }
        guard from.count + to.count <= maximumLines else { return [Piece(old: from, new: to)] }
        var (removed, added): (Set<Int>, Set<Int>) = ([], [])
        for change in Array(new[to]).difference(from: Array(old[from])) {
            switch change {
            case .remove(let offset, _, _): removed.insert(head + offset)
            case .insert(let offset, _, _): added.insert(head + offset)
            }
        }
        var pieces: [Piece] = []
        var (first, second) = (from.lowerBound, to.lowerBound)
        while first < from.upperBound || second < to.upperBound {
            let (start, other) = (first, second)
            while removed.contains(first) { first += 1 }
            while added.contains(second) { second += 1 }
            if first > start || second > other {
                pieces.append(Piece(old: start..<first, new: other..<second))
            } else {
                (first, second) = (first + 1, second + 1)
            }
        }
        return pieces
    }
}
