import Basics
import OperatingSystem
import SpecCompiler

/// The answers for the open numbers of a spec, with one table per group of numbers that depend on each other.
struct SolutionTable {
    let spec: Spec
    let solution: SizeSolution
    let bounds: SearchBounds
    /// The most rows of a table.
    let shown: Int
    let terminal: Terminal

    var text: String {
        var blocks: [String] = []
        let numbers = spec.openNumbers
        blocks.append("\(terminal.bold(spec.name.shown))  \(counted(numbers.count, "open number"))")
        let parts = solution.parts.filter { !$0.numbers.isEmpty }
        for (index, part) in parts.enumerated() {
            // If the width is like the height, the table isn't repeated.
            if index > 0, part.isLike(parts[index - 1]) {
                blocks.append("\(Self.list(part.numbers)): the same")
            } else {
                blocks.append(table(part))
            }
        }
        if solution.isImpossible { blocks.append("Nothing fits.") }
        blocks.append(closing)
        return blocks.joined(separator: "\n\n")
    }

    private func table(_ part: SizeSolution.Part) -> String {
        let headings = ["#"] + part.numbers.map(\.shortTitle) + [""]
        let rows = part.answers.prefix(shown).enumerated().map { index, answer in
            ["\(index + 1)"]
                + part.numbers.map { number in
                    answer.values[number].map(String.init) ?? answer.sets[number]?.description ?? "?"
                } + [answer.isConventional ? "conventional" : ""]
        }
        let table = TextTable([headings] + rows, columns: terminal.columns)
        var lines = [terminal.dim(table.lines[0]), terminal.dim(table.rule)] + table.lines.dropFirst()
        if part.answers.count > shown {
            lines.append(terminal.dim("… \(part.answers.count - shown) more: --all shows them"))
        }
        return lines.joined(separator: "\n")
    }

    private var closing: String {
        guard solution.isComplete else {
            return "\(terminal.yellow("Incomplete:")) \(solution.limits.joined(separator: "; "))."
        }
        let tables = solution.parts.filter { !$0.numbers.isEmpty }.count
        return "Complete within the bounds: \(bounds.description)."
            + (tables > 1
                ? "\nThe tables are independent: any answer of one can be combined with any of the others." : "")
    }

    private static func list(_ numbers: [OpenNumber]) -> String {
        Suggestion.list(numbers.map(\.shortTitle), conjunction: "and")
    }
}

extension SizeSolution.Part {
    /// Whether both have the same answers for height and width.
    fileprivate func isLike(_ other: Self) -> Bool {
        numbers.count == other.numbers.count && answers.count == other.answers.count
            && zip(numbers, other.numbers).allSatisfy { $0.name == $1.name && $0.span == $1.span && $0 != $1 }
            && zip(answers, other.answers).allSatisfy { mine, theirs in
                zip(numbers, other.numbers).allSatisfy { number, twin in
                    mine.values[number] == theirs.values[twin] && mine.sets[number] == theirs.sets[twin]
                }
            }
    }
}
