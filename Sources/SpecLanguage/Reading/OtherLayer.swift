import Basics
import NetworkTerms
import SpecText

/// Finds the layer of its own that a key or an option means, which other frameworks have as an argument of a layer:
/// `dropout: 0.5`, `batch_norm: true`, `pool_size: 2`, `activation: softmax`.
enum OtherLayer {
    /// The line for a key next to the parameters of a layer, or nil if it names no other layer.
    static func line(for key: String, _ value: String?, beside syntax: Syntax) -> String? {
        guard Catalog.layer(key: syntax.key) != nil else { return nil }
        if let form = form(called: key) { return line(of: form, value ?? "") }
        if let other = Catalog.layer(key: key)?.syntax, other !== syntax { return other.example.notation }
        guard let call = ForeignWords.call(with: key, unlike: syntax) else { return nil }
        let text = "\(call.name)(\(key)=\(value ?? ""))"
        return ForeignCall(text)?.translation.flatMap { isLayer($0.line) ? $0.line : nil }
    }

    /// The line for a layer or a block with one value, before or after its words.
    static func line(of form: String, _ value: String) -> String {
        let lines = value.isEmpty ? [form] : ["\(form) \(value)", "\(value) \(form)", form]
        return lines.first(where: isLayer) ?? Vocabulary.layers.choice(called: form)?.example.notation ?? lines[0]
    }

    /// Whether a text is a whole line for a layer.
    static func isLayer(_ text: String) -> Bool {
        let scalar = YAMLScalar(text: text, style: .plain, span: Span(start: 0, end: 0), verbatimStart: nil)
        var reader = NotationReader(.layers, noun: "layer", admitsName: false, environment: .none)
        return reader.read(NotationParser.clauses(of: scalar), at: scalar.span) != nil && reader.diagnostics.isEmpty
    }

    /// What to do with a layer that was written as an option of another.
    static func advice(for line: String) -> String {
        let words = line.split(separator: " ").prefix { $0.first?.isLetter == true }.joined(separator: " ")
        let layer = Catalog.layers.first { $0.syntax.forms.contains { $0.words == words } }
        let ownLine = "put `- \(line)` on the line after this one"
        return layer?.traits.contains(.givesProbabilities) == true
            ? "at the end of a classifier, remove it, because the loss applies it; elsewhere, \(ownLine)"
            : "it's a layer of its own: \(ownLine)"
    }

    private static func form(called key: String) -> String? {
        let words = Vocabulary.layers.words
        let spaced = key.lowercased().replacing("_", with: " ")
        return words.first { $0 == spaced } ?? ForeignWords.word(spaced, among: words)
            ?? ForeignWords.word(key, among: words)
    }
}
