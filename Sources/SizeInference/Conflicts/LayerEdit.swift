import NetworkTerms
import SpecLanguage
import SpecText

/// Writes another value for one parameter of a layer into its line.
enum LayerEdit {
    /// The ways in which it may be written: in longhand a number is enough, in the notation its word may be needed.
    ///
    /// - Parameters:
    ///   - text: as the notation has it: `pad 1`, `/2`, `64`.
    ///   - number: the value alone.
    static func fixes(_ layer: Layer, _ name: String, text: String, number: String) -> [Diagnostic.Fix] {
        let title = "\(layer.name): \(Int(text) == nil ? text : "\(name) \(text)")"
        guard layer.arguments.expressions[name] == nil else { return [] }
        if let written = layer.arguments.written(name)?.span {
            guard written != layer.span else { return [] }
            return [number, text].map { Diagnostic.Fix(title, replacing: written, with: $0) }
        }
        let end = Span(file: layer.span.file, start: layer.span.end, end: layer.span.end)
        return [Diagnostic.Fix(title, replacing: end, with: ", \(text)")]
    }
}
