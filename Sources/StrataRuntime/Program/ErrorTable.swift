import Basics

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
            ("mean squared error", errors.meanSquaredError.short, ""),
            ("  of the mean target", errors.baseline.short, "the best answer that never changes"),
        ]
        if let noise = errors.noiseError {
            rows.append(("  of the noisy input", noise.short, "given back as it came"))
        }
        rows += [
            ("root of it", errors.rootMeanSquaredError.short, unit.map { "in the unit of \($0)" } ?? ""),
            ("mean absolute error", errors.meanAbsoluteError.short, unit.map { "in the unit of \($0)" } ?? ""),
            ("R2", errors.explained.fixed(4), "the share of the targets' variance that is explained"),
        ]
        let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
        return rows.map { name, value, note in
            let line = terminal.styled(name.padded(to: widths.0 + 2), .dim) + value.leftPadded(to: widths.1)
            return line + (note.isEmpty ? "" : "  " + terminal.styled(note, .dim)) + "\n"
        }.joined()
    }
}
