import Basics
import OperatingSystem
import SpecCompiler

/// The sizes and costs of a network as an aligned table.
struct ShapesTable {
    let network: SizedNetwork
    let terminal: Terminal
    /// Whether to show the receptive field of each layer.
    var showsFields = false

    static let headings = ["layer", "kind", "kernel", "output", "parameters", "multiply-accumulates"]

    var text: String {
        let fields = showsFields ? FieldColumns(network) : nil
        let headings = Self.headings + (showsFields ? FieldColumns.headings : [])
        let rows = network.steps.map { row($0) + (fields?.cells(of: $0) ?? []) }
        let total =
            [
                "total", "", "", network.hasSeveralOutputs ? "" : network.output.description,
                network.total.parameters.grouped,
                network.total.multiplyAccumulates.grouped,
            ] + (showsFields ? FieldColumns.headings.map { _ in "" } : [])
        // Numbers are right-aligned.
        let table = TextTable([headings] + rows + [total], rightAligned: 4..<headings.count, columns: terminal.columns)
        let lines = table.lines
        let rule = terminal.dim(table.rule)
        return
            (["\(terminal.bold(network.spec.name.shown))  input \(network.input)", "", terminal.dim(lines[0]), rule]
            + lines.dropFirst().dropLast() + [rule, terminal.bold(lines[lines.count - 1])] + outputs)
            .joined(separator: "\n")
    }

    /// What each of several outputs is.
    private var outputs: [String] {
        guard network.hasSeveralOutputs else { return [] }
        let rows = network.outputs.map { output in
            [
                output.name.shown, "\(output.shape)",
                !network.computes(output.end) ? "" : "from \(network.step(output.end).name)",
            ]
        }
        return ["", terminal.dim("outputs")] + TextTable(rows, columns: terminal.columns).lines
    }

    private func row(_ step: SizedStep) -> [String] {
        [
            step.name, step.words, step.kernelText, step.output.description,
            step.cost.parameters == 0 ? "" : step.cost.parameters.grouped,
            step.cost.multiplyAccumulates == 0 ? "" : step.cost.multiplyAccumulates.grouped,
        ]
    }
}
