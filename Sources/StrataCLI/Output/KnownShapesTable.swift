import Basics
import OperatingSystem
import SpecCompiler

/// What is known of the sizes and costs of a network that has mistakes.
struct KnownShapesTable {
    let compilation: SpecCompiler.Compilation
    let terminal: Terminal

    /// Nil if nothing is known.
    var text: String? {
        let known = compilation.sized.rows
        guard known.contains(where: { $0.size != nil }) else { return nil }
        let input = compilation.spec.inputSize.map { $0.value.sizeText } ?? "?"
        let rows = known.map { row in
            [
                row.name, row.words, row.layer?.kernelText ?? "", row.size?.description ?? "?",
                row.cost.map { $0.parameters == 0 ? "" : $0.parameters.grouped } ?? "?",
                row.cost.map { $0.multiplyAccumulates == 0 ? "" : $0.multiplyAccumulates.grouped } ?? "?",
            ]
        }
        let table = TextTable([ShapesTable.headings] + rows, rightAligned: 4..<ShapesTable.headings.count)
        let rule = terminal.dim(table.rule)
        return
            (["\(terminal.bold(compilation.spec.name))  input \(input)", "", terminal.dim(table.lines[0]), rule]
            + table.lines.dropFirst() + [rule, "A `?` is unknown until the errors are fixed."]).joined(separator: "\n")
    }
}
