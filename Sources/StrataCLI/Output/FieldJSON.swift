import SpecCompiler

/// What a layer sees of the image, and what it never sees, for other programs.
struct FieldJSON {
    private let fields: ReceptiveFields

    init(_ network: SizedNetwork) { fields = ReceptiveFields(network) }

    /// The fields `receptiveField` and `droppedPixels` of a step's object; `null` where a step has none.
    func fields(of step: SizedStep) -> String {
        let field = fields[step: step.name].map {
            "{\"height\": \(Self.object($0.height)), \"width\": \(Self.object($0.width))}"
        }
        let dropped = step.droppedPixels.map {
            "{\"height\": \(Self.object($0.height)), \"width\": \(Self.object($0.width))}"
        }
        return "\"receptiveField\": \(field ?? "null"), \"droppedPixels\": \(dropped ?? "null")"
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
