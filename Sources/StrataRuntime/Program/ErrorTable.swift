import Basics
import OperatingSystem

/// Errors as a table, with what they are to be compared with.
struct ErrorTable {
    private let errors: ErrorSummary
    private let unit: String?
    private let terminal: Terminal

    /// - Parameter unit: the name of what is told, in whose unit the errors are.
    init(_ errors: ErrorSummary, unit: String?, terminal: Terminal) {
        (self.errors, self.unit, self.terminal) = (errors, unit, terminal)
    }

    var text: String {
        var rows = [
            ["mean squared error", errors.meanSquaredError.short, ""],
            ["  of the mean target", errors.baseline.short, "the best answer that never changes"],
        ]
        if let noise = errors.noiseError {
            rows.append(["  of the noisy input", noise.short, "given back as it came"])
        }
        let place = unit.map { "in the unit of \($0)" } ?? ""
        rows += [
            ["root of it", errors.rootMeanSquaredError.short, place],
            ["mean absolute error", errors.meanAbsoluteError.short, place],
            ["R2", errors.explained.fixed(4), "the share of the targets' variance that is explained"],
        ]
        return TextTable(rows, rightAligned: [1])
            .lines { cell, column in column == 1 ? cell : terminal.dim(cell) }
            .map { $0 + "\n" }.joined()
    }
}
