import NetworkTerms
import SpecLanguage
import SpecText

/// Edits that set one parameter of a layer.
enum LayerEdit {
    /// Returns the ways to write the value: in longhand a number is enough, but the notation may need its word.
    ///
    /// - Parameters:
    ///   - text: the value in the notation: `pad 1`, `/2`, `64`.
    ///   - number: only the value.
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
