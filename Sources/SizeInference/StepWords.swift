import SpecLanguage
import SpecText

extension SizedStep {
    /// What it is called in the notation: `max pool`, `conv`, `add`.
    public var words: String {
        switch self {
        case .layer(let sized): sized.layer.words
        case .join(let join): join.kind.rawValue
        case .projection: "projection"
        }
    }

    /// The catalogue's key for other programs.
    public var kind: String {
        switch self {
        case .layer(let sized): sized.layer.kind
        case .join(let join): join.kind.rawValue
        case .projection: "projection"
        }
    }

    /// The size of the kernel and how far it moves: `3x3 /2`.
    public var kernelText: String {
        let kernel: Extent
        let stride: Extent
        switch self {
        case .layer(let sized):
            let arguments = sized.layer.arguments
            guard let written = arguments.extent("kernel") else { return "" }
            kernel = written
            stride = arguments.extent("stride") ?? (sized.layer.kind == "pool" ? kernel : Extent(square: 1))
        case .projection(let projection):
            (kernel, stride) = (Extent(square: 1), projection.stride)
        case .join:
            return ""
        }
        guard stride != Extent(square: 1) else { return kernel.description }
        return "\(kernel) /\(stride.isSquare ? String(stride.height) : stride.description)"
    }
}

extension Layer {
    /// What the layer is called in the notation: `max pool`, `conv`, `fc`.
    public var words: String {
        let forms = definition.syntax.forms
        let form = forms.last { form in form.presets.allSatisfy { arguments[$0.key] == $0.value } }
        return form?.words ?? kind
    }
}
