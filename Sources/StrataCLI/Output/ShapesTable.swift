import Basics
import SpecCompiler

/// The sizes and costs of a network as an aligned table.
struct ShapesTable {
    let network: SizedNetwork
    let terminal: Terminal
    /// Whether what each layer sees of the image is shown.
    var showsFields = false

    private static let headings = ["layer", "kind", "kernel", "output", "parameters", "multiply-accumulates"]

    var text: String {
        let fields = showsFields ? FieldColumns(network) : nil
        let headings = Self.headings + (showsFields ? FieldColumns.headings : [])
        let rows = network.steps.map { row($0) + (fields?.cells(of: $0) ?? []) }
        let total =
            [
                "total", "", "", network.output.description, network.total.parameters.grouped,
                network.total.multiplyAccumulates.grouped,
            ] + (showsFields ? FieldColumns.headings.map { _ in "" } : [])
        let widths = headings.indices.map { column in
            ([headings, total] + rows).map { TextWidth.of($0[column]) }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let text = cells.indices.map { column in
                // Numbers stand to the right.
                column >= 4 ? cells[column].leftPadded(to: widths[column]) : cells[column].padded(to: widths[column])
            }.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        let rule = terminal.dim(String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1)))
        return
            ([
                "\(terminal.bold(network.spec.name))  input \(network.input)", "", terminal.dim(line(headings)),
                rule,
            ] + rows.map(line) + [rule, terminal.bold(line(total))]).joined(separator: "\n")
    }

    private func row(_ step: SizedStep) -> [String] {
        [
            step.name, step.words, step.kernelText, step.output.description,
            step.cost.parameters == 0 ? "" : step.cost.parameters.grouped,
            step.cost.multiplyAccumulates == 0 ? "" : step.cost.multiplyAccumulates.grouped,
        ]
    }
}
