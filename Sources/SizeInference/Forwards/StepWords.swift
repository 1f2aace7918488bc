import Basics
import NetworkTerms
import SpecLanguage
import SpecText

extension SizedStep {
    /// The name in the notation: `max pool`, `conv`, `add`.
    public var words: String { layer?.layer.words ?? kind }

    /// The catalog's key, for other programs.
    public var kind: String { layer?.layer.kind ?? joining?.rawValue ?? "projection" }

    /// The kernel's size and stride: `3x3 /2`.
    public var kernelText: String {
        layer?.layer.kernelText
            ?? projection.map { Extent(1).kernelText(stride: $0.stride, axes: $0.input.spatialAxes) } ?? ""
    }
}

extension Extent {
    fileprivate func kernelText(stride: Extent, axes: Int) -> String {
        text(axes: axes) + (stride == 1 ? "" : " /\(stride)")
    }
}

extension Layer {
    /// The kernel's size and stride: `3x3 /2`, with `?` for open numbers.
    public var kernelText: String {
        if let open = arguments.open["kernel"] ?? arguments.open["stride"] {
            let kernel =
                arguments.extent("kernel")?.text(axes: Spec.spatialAxes)
                ?? arguments.open["kernel"]?.dimensions.sizeText ?? "?"
            return open.isStride || arguments.open["stride"] != nil ? "\(kernel) /?" : kernel
        }
        guard let kernel = arguments.extent("kernel") else { return "" }
        return kernel.kernelText(stride: arguments.extent("stride") ?? 1, axes: Spec.spatialAxes)
    }

    /// The layer's name in the notation: `max pool`, `conv`, `fc`.
    public var words: String {
        let forms = definition.syntax.forms
        let form = forms.last { form in form.presets.allSatisfy { arguments[$0.key] == $0.value } }
        return form?.words ?? kind
    }
}
