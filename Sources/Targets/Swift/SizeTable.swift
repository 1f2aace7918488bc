import Basics
import SizeInference

/// The sizes and costs of a network as a Markdown table, for a doc comment.
enum SizeTable {
    /// The most rows.
    private static let longest = 200

    static func lines(_ network: SizedNetwork) -> [String] {
        func cell(_ text: String) -> String { SwiftText.comment(text).replacing("|", with: "\\|") }
        func count(_ number: Int) -> String { number == 0 ? "" : number.grouped }
        func row(_ cells: [String]) -> String {
            "|" + cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined()
        }
        let rows = network.steps.prefix(longest).map { step in
            row([
                cell(step.name), cell(step.words), step.kernelText, step.output.description,
                count(step.cost.parameters), count(step.cost.multiplyAccumulates),
            ])
        }
        let left = network.steps.count - rows.count
        return [
            "| layer | kind | kernel | output | parameters | multiply-accumulates |", "|---|---|---|---|---:|---:|",
        ] + rows + (left > 0 ? ["", "… and \(left.grouped) more: `strata shapes` shows them all."] : [])
    }
}
