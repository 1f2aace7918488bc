import SpecCompiler

/// What a layer sees of the image, and what it never sees, for other programs.
struct FieldJSON {
    private let fields: ReceptiveFields
    private let input: TensorShape

    init(_ network: SizedNetwork) { (fields, input) = (ReceptiveFields(network.sized), network.input) }

    /// The fields `receptiveField` and `droppedPixels` of a step's object; `null` where a step has none.
    func fields(of step: SizedStep) -> String {
        let field = fields[step.node].map { byAxis($0.axes.map(Self.object)) }
        let dropped = step.droppedPixels.map { byAxis($0.axes.map(Self.object)) }
        return "\"receptiveField\": \(field ?? "null"), \"droppedPixels\": \(dropped ?? "null")"
    }

    /// An object by the names of the axes.
    private func byAxis(_ objects: [String]) -> String {
        let fields = objects.enumerated().map { axis, object in "\(JSON.quoted(input.axisName(axis))): \(object)" }
        return "{\(fields.joined(separator: ", "))}"
    }

    /// Sizes in pixels of the input; where there are none to count, `extent` says why.
    private static func object(_ axis: ReceptiveField.Axis) -> String {
        switch axis {
        case .counted(let size, let stride, let padding):
            let number = stride.denominator == 1 ? "\(stride.numerator)" : "\(stride.value)"
            return "{\"size\": \(size), \"stride\": \(number), \"padding\": \(padding)}"
        case .whole: return "{\"extent\": \"whole\"}"
        case .varying: return "{\"extent\": \"depends on the position\"}"
        case .unknown(let reason): return "{\"extent\": \(JSON.quoted("unknown: " + reason))}"
        }
    }

    private static func object(_ axis: DroppedPixels.Axis) -> String {
        "{\"pixels\": \(axis.pixels), \"padding\": \(axis.padding)}"
    }
}
