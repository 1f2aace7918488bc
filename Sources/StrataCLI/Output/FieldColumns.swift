import SpecCompiler

/// The columns of the receptive field: its size, its stride and its padding in pixels of the input.
struct FieldColumns {
    static let headings = ["field", "stride", "padding"]

    private let fields: ReceptiveFields

    init(_ network: SizedNetwork) { fields = ReceptiveFields(network) }

    /// What stands in the columns of a step; of axes that differ, height before width.
    func cells(of step: SizedStep) -> [String] {
        guard let field = fields[step: step.name] else { return Self.headings.map { _ in "" } }
        if let word = Self.word(field.height), word == Self.word(field.width) { return [word, "", ""] }
        let (height, width) = (Self.cells(field.height), Self.cells(field.width))
        return ["\(height[0])x\(width[0])"]
            + (1...2).map { height[$0] == width[$0] ? height[$0] : "\(height[$0])x\(width[$0])" }
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
