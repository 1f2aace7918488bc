import Basics
import OperatingSystem

/// Errors as a table, with baselines to compare them with.
struct ErrorTable {
    private let errors: ErrorSummary
    private let unit: String?
    private let terminal: Terminal

    /// Creates a table.
    ///
    /// - Parameter unit: the name of the target, whose unit the errors have.
    init(_ errors: ErrorSummary, unit: String?, terminal: Terminal) {
        (self.errors, self.unit, self.terminal) = (errors, unit, terminal)
    }

    var text: String {
        var rows = [
            ["mean squared error", errors.meanSquaredError.short, ""],
            ["  of the mean target", errors.baseline.short, "the best constant output"],
        ]
        if let noise = errors.noiseError {
            rows.append(["  of the noisy input", noise.short, "the input returned unchanged"])
        }
        let place = unit.map { "in the unit of \($0)" } ?? ""
        rows += [
            ["root mean squared error", errors.rootMeanSquaredError.short, place],
            ["mean absolute error", errors.meanAbsoluteError.short, place],
            ["R2", errors.explained.fixed(4), "the share of variance explained"],
        ]
        return TextTable(rows, rightAligned: [1], columns: terminal.columns)
            .lines { cell, column in column == 1 ? cell : terminal.dim(cell) }
            .map { $0 + "\n" }.joined()
    }
}
