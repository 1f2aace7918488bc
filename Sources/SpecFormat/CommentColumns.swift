/// Aligns comments after text: in one column within a run of neighboring lines.
///
/// A run that is already aligned stays where it is, as long as its lines have kept their lengths. Any other run moves
/// to the column of most comments in the file if its lines leave room, otherwise two spaces after its longest line.
enum CommentColumns {
    private static let gap = 2

    static func text(of lines: [LayoutWriter.Line]) -> [String] {
        let common = commonColumn(of: lines.compactMap(\.commentColumn))
        var result: [String] = []
        var index = 0
        while index < lines.count {
            // An empty line ends a run too.
            let end = lines[index...].indices.first {
                lines[$0].comment == nil || $0 > index && lines[$0].hasBlankBefore
            }
            let run = index..<(end ?? lines.count)
            if run.isEmpty {
                result.append(lines[index].text)
                index += 1
                continue
            }
            let column = column(of: lines[run], common: common)
            for line in lines[run] {
                let spaces = String(repeating: " ", count: column - line.width)
                result.append(line.text + spaces + (line.comment?.text ?? ""))
            }
            index = run.upperBound
        }
        return result
    }

    private static func column(of run: ArraySlice<LayoutWriter.Line>, common: Int?) -> Int {
        let least = (run.map(\.width).max() ?? 0) + gap
        let columns = Set(run.compactMap(\.commentColumn))
        let isUnchanged = run.allSatisfy { $0.comment.map(\.codeEnd) == $0.width - $0.shift }
        if columns.count == 1, let column = columns.first, isUnchanged, column >= least { return column }
        return common.map { max($0, least) == $0 ? $0 : least } ?? least
    }

    /// The column of most comments, if several share it.
    private static func commonColumn(of columns: [Int]) -> Int? {
        let counts = Dictionary(grouping: columns) { $0 }.mapValues(\.count)
        let best = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
        return best.flatMap { $0.value > 1 ? $0.key : nil }
    }
}

extension LayoutWriter.Line {
    var width: Int { text.unicodeScalars.count }

    /// The column of its comment if the comment moves with the line.
    var commentColumn: Int? { comment.map { $0.column + shift } }
}
