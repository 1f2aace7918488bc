import Basics
import SpecCompiler

/// The columns of the receptive field: its size, its stride and its padding in pixels of the input.
struct FieldColumns {
    static let headings = ["field", "stride", "padding"]

    private let fields: ReceptiveFields

    init(_ network: SizedNetwork) { fields = ReceptiveFields(network.sized) }

    /// The cells of a step; values that differ between axes are joined.
    func cells(of step: SizedStep) -> [String] {
        guard let axes = fields[step.node]?.axes else { return Self.headings.map { _ in "" } }
        if let word = Self.word(axes[0]), axes.allSatisfy({ Self.word($0) == word }) { return [word, "", ""] }
        let rows = axes.map(Self.cells)
        return Self.headings.indices.map { column in
            let cells = rows.map { $0[column] }
            return column > 0 ? cells.shortSizeText : cells.sizeText
        }
    }

    private static func cells(_ axis: ReceptiveField.Axis) -> [String] {
        guard case .counted(let size, let stride, let padding) = axis else { return [word(axis) ?? "", "-", "-"] }
        return ["\(size)", stride.description, "\(padding)"]
    }

    private static func word(_ axis: ReceptiveField.Axis) -> String? {
        switch axis {
        case .counted: nil
        case .whole: "whole"
        case .varying: "varies"
        case .unknown: "?"
        }
    }
}
