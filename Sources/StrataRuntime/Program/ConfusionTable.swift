import Basics
import OperatingSystem

/// A confusion matrix as a table, with a row for each actual class and a column for each predicted class.
struct ConfusionTable {
    private let matrix: ConfusionMatrix
    private let names: [String]
    private let terminal: Terminal

    /// More classes than this don't fit on a screen side by side; then, only the statistics of each class are listed.
    private static let maximumColumns = 16

    init(_ matrix: ConfusionMatrix, names: [String], terminal: Terminal) {
        self.matrix = matrix
        self.names = names
        self.terminal = terminal
    }

    var text: String {
        (matrix.classes > Self.maximumColumns ? list : [table(width: 6), table(width: 1)].first(where: fits) ?? list)
            + mistakes
    }

    /// Whether a text's first lines, which are as wide as any, fit on the terminal. Their colors don't count.
    private func fits(_ text: String) -> Bool {
        guard let columns = terminal.columns else { return true }
        let plain = text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        return plain.split(separator: "\n").allSatisfy { TextWidth.of(String($0)) <= columns }
    }

    private var numberWidth: Int { String(matrix.classes - 1).count }

    private func percent(_ share: Double?) -> String {
        share.map { ($0 * 100).fixed(1) } ?? "-"
    }

    private func label(_ name: Int) -> String {
        "\(String(name).leftPadded(to: numberWidth)) \(names[name])".padded(to: indent)
    }

    /// The first column's width: a class's number and name, or the last row's title.
    private var indent: Int {
        max("precision %".count, numberWidth + 1 + (names.map(TextWidth.of).max() ?? 0))
    }

    /// The table, with columns of at least a width.
    private func table(width least: Int) -> String {
        let classes = 0..<matrix.classes
        let isNarrow = least < 6
        // In a narrow table, 100.0 is shown as 100, and one space between columns is enough.
        func percent(_ share: Double?) -> String {
            let text = self.percent(share)
            return isNarrow && text == "100.0" ? "100" : text
        }
        let count = (matrix.counts.max() ?? 0).grouped.count
        let precision = classes.map { percent(matrix.precision($0)).count }.max() ?? 0
        let width = isNarrow ? max(count, precision) + 1 : max(least, count + 2)
        let last = isNarrow ? 9 : 11
        var text = terminal.styled(
            "".padded(to: indent) + "  predicted\n" + "actual".padded(to: indent)
                + classes.map { String($0).leftPadded(to: width) }.joined() + "recall %".leftPadded(to: last), .dim)
        text += "\n"
        for actual in classes {
            text += label(actual)
            for predicted in classes {
                let count = matrix.count(actual: actual, predicted: predicted)
                let cell = (count == 0 ? (terminal.showsUnicode ? "·" : ".") : count.grouped).leftPadded(to: width)
                if actual == predicted {
                    text += terminal.styled(cell, .bold, .green)
                } else if count == 0 {
                    text += terminal.styled(cell, .dim)
                } else {
                    text += cell
                }
            }
            text += percent(matrix.recall(actual)).leftPadded(to: last) + "\n"
        }
        text += terminal.styled("precision %".padded(to: indent), .dim)
        text += classes.map { percent(matrix.precision($0)).leftPadded(to: width) }.joined() + "\n"
        return text
    }

    private var list: String {
        var text =
            terminal.styled(
                "class".padded(to: indent) + "recall %".leftPadded(to: 11) + "precision %".leftPadded(to: 14), .dim)
            + "\n"
        for name in 0..<matrix.classes {
            text +=
                label(name) + percent(matrix.recall(name)).leftPadded(to: 11)
                + percent(matrix.precision(name)).leftPadded(to: 14) + "\n"
        }
        return text
    }

    private var mistakes: String {
        guard let worst = matrix.worst else { return "" }
        return "\nMost common confusion: \(names[worst.actual]) predicted as \(names[worst.predicted]), "
            + "\(counted(worst.count, "time")).\n"
    }
}
