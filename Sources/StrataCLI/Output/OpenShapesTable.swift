import Basics
import OperatingSystem
import SpecCompiler

/// The sizes of a network with open numbers: all possible output sizes of every layer.
struct OpenShapesTable {
    let spec: Spec
    let sizes: OpenSizes
    let terminal: Terminal

    var text: String {
        let rows = sizes.rows.map { row in
            [row.name, row.layer?.words ?? row.kind, row.layer?.kernelText ?? ""] + Self.axes(row.axes)
        }
        let input = ["input", "", ""] + Self.axes(sizes.input)
        let headings = ["layer", "kind", "kernel", "height", "width", "channels"]
        let table = TextTable([headings, input] + rows, columns: terminal.columns)
        let rule = terminal.dim(table.rule)
        var lines =
            [terminal.bold(spec.name.shown), "", terminal.dim(table.lines[0]), rule] + table.lines.dropFirst() + [rule]
        if let lossless = sizes.withoutLoss { lines.append("Without dropped pixels: \(Self.sides(lossless)).") }
        if !sizes.isComplete {
            lines.append(terminal.yellow("Incomplete: there are more answers than were searched."))
        }
        return lines.joined(separator: "\n")
    }

    private static func axes(_ axes: [SizeSet?]) -> [String] {
        let texts = axes.map { $0?.description ?? "?" }
        return texts.count == 3 ? texts : ["", "", texts.first ?? ""]
    }

    /// `height 32 to 63, width 1 or more`, or both together if they are equal.
    static func sides(_ sets: [SizeSet]) -> String {
        guard sets.count == 2 else { return sets.map(\.description).joined(separator: ", ") }
        return sets[0] == sets[1]
            ? "height and width \(sets[0])" : "height \(sets[0]), width \(sets[1])"
    }
}

extension LegalInputs {
    /// The lines below the table of sizes.
    ///
    /// - Parameter columns: the terminal's width; nil if there is no limit.
    func text(columns: Int?) -> String {
        [
            "Inputs that fit: \(OpenShapesTable.sides(axes)); the smallest is \(smallest).",
            training.map { "In training, with the auxiliary heads: \(OpenShapesTable.sides($0))." },
            withoutLoss.map { "Without dropped pixels: \(OpenShapesTable.sides($0))." },
        ].compactMap { $0 }.flatMap { $0.wrapped(to: columns ?? .max) }.joined(separator: "\n")
    }
}
