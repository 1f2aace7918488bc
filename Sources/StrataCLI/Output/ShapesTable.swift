import SpecCompiler

/// The sizes and costs of a network as an aligned table.
struct ShapesTable {
    let network: SizedNetwork
    let terminal: Terminal
    /// Whether what each layer sees of the image is shown.
    var showsFields = false

    private static let headings = ["layer", "kind", "kernel", "output", "parameters", "multiply-accumulates"]

    var text: String {
        let fields = showsFields ? FieldColumns(network) : nil
        let headings = Self.headings + (showsFields ? FieldColumns.headings : [])
        let rows = network.steps.map { row($0) + (fields?.cells(of: $0) ?? []) }
        let total =
            [
                "total", "", "", network.output.description, grouped(network.total.parameters),
                grouped(network.total.multiplyAccumulates),
            ] + (showsFields ? FieldColumns.headings.map { _ in "" } : [])
        let widths = headings.indices.map { column in
            ([headings, total] + rows).map { TextWidth.of($0[column]) }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let text = cells.indices.map { column in
                // Numbers stand to the right.
                column >= 4 ? cells[column].leftPadded(to: widths[column]) : cells[column].padded(to: widths[column])
            }.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        let rule = terminal.dim(String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1)))
        return
            ([
                "\(terminal.bold(network.spec.name))  input \(network.input)", "", terminal.dim(line(headings)),
                rule,
            ] + rows.map(line) + [rule, terminal.bold(line(total))]).joined(separator: "\n")
    }

    private func row(_ step: SizedStep) -> [String] {
        [
            step.name, step.words, step.kernelText, step.output.description,
            step.cost.parameters == 0 ? "" : grouped(step.cost.parameters),
            step.cost.multiplyAccumulates == 0 ? "" : grouped(step.cost.multiplyAccumulates),
        ]
    }
}

extension SizedStep {
    /// What it is called in the notation: `max pool`, `conv`, `add`.
    var words: String {
        switch self {
        case .layer(let sized): sized.layer.words
        case .join(let join): join.kind.rawValue
        case .projection: "projection"
        }
    }

    /// The catalogue's key for other programs.
    var kind: String {
        switch self {
        case .layer(let sized): sized.layer.kind
        case .join(let join): join.kind.rawValue
        case .projection: "projection"
        }
    }

    /// The size of the kernel and how far it moves: `3x3 /2`.
    var kernelText: String {
        switch self {
        case .layer(let sized): sized.layer.kernelText
        case .projection(let projection): Extent(square: 1).kernelText(stride: projection.stride)
        case .join: ""
        }
    }
}

extension Extent {
    fileprivate func kernelText(stride: Extent) -> String {
        guard stride != Extent(square: 1) else { return description }
        return "\(self) /\(stride.isSquare ? String(stride.height) : stride.description)"
    }
}

extension Layer {
    /// The size of the kernel and how far it moves: `3x3 /2`; what is open as `?`.
    var kernelText: String {
        if let open = arguments.open["kernel"] ?? arguments.open["stride"] {
            let kernel = arguments.extent("kernel")?.description ?? arguments.open["kernel"]?.dimensions.sizeText ?? "?"
            return open.isStride || arguments.open["stride"] != nil ? "\(kernel) /?" : kernel
        }
        guard let kernel = arguments.extent("kernel") else { return "" }
        return kernel.kernelText(stride: arguments.extent("stride") ?? (kind == "pool" ? kernel : Extent(square: 1)))
    }

    /// What the layer is called in the notation: `max pool`, `conv`, `fc`.
    var words: String {
        let forms = definition.syntax.forms
        let form = forms.last { form in form.presets.allSatisfy { arguments[$0.key] == $0.value } }
        return form?.words ?? kind
    }
}
