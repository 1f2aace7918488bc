import Basics
import NetworkTerms
import SpecLanguage

/// The pages of `docs/layers`, generated from the catalog: an index, and one page per layer.
public enum LayerReference {
    /// A page of the reference.
    public struct Page: Sendable {
        /// `conv.md`
        public let file: String
        /// The page in Markdown.
        public let text: String
    }

    /// - Parameter shapes: returns the output of `strata shapes` for a network, without the final newline.
    public static func pages(shapes: (SizedNetwork) -> String) -> [Page] {
        [Page(file: "README.md", text: index)]
            + Catalog.layers.map { Page(file: file(of: $0), text: page(of: $0, shapes)) }
    }

    /// The page's name, from the layer's key: `transposed-conv.md`.
    static func file(of layer: LayerDefinition) -> String { stem(of: layer) + ".md" }

    private static func stem(of layer: LayerDefinition) -> String {
        String(layer.syntax.key.map { $0 == " " ? "-" : $0 })
    }

    // MARK: The index

    static let note = "<!-- \(ReferenceFiles.note) -->"

    private static var index: String {
        """
        # The layers

        \(note)

        [The language reference](../language.md) describes how layers form a network.

        \(table(folder: ""))

        """
    }

    /// Every layer with its names and a link.
    static func table(folder: String) -> String {
        let rows = Catalog.layers.map { layer in
            let words = layer.syntax.forms.map { "`\($0.words)`" }.joined(separator: ", ")
            let title = layer.syntax.title.capitalizedFirst
            return "| [\(title)](\(folder)\(file(of: layer))) | \(words) | `\(layer.syntax.example.notation)` |"
        }
        return "| layer | names | example |\n|---|---|---|\n" + rows.joined(separator: "\n")
    }

    // MARK: A page

    private static func page(of layer: LayerDefinition, _ shapes: (SizedNetwork) -> String) -> String {
        let page = layer.page
        var facts = ["- Output size: `\(layer.sizing.formula)`"]
        if let parameters = layer.costs.parameters { facts.append("- Parameters: `\(parameters)`") }
        if let operations = layer.costs.multiplyAccumulates { facts.append("- Multiply-accumulates: `\(operations)`") }
        if let fanIn = layer.costs.fanIn { facts.append("- Fan-in: `\(fanIn)`") }
        if let fanOut = layer.costs.fanOut { facts.append("- Fan-out: `\(fanOut)`") }
        facts.append("- Input: \(layer.sizing.input == .featureMap ? "a feature map" : "a feature map or a vector")")
        facts.append("- Source: \(page.source)")
        facts += items(for: layer.calls)
        let notes = page.note.map { "\n\n\($0)" } ?? ""
        return """
            # \(layer.syntax.title.capitalizedFirst)

            \(note)

            \(ParameterTable.summary(layer.syntax))\(notes)

            ## Size and cost

            \(facts.joined(separator: "\n"))

            ## Example

            \(example(of: layer, shapes))

            [All layers](README.md) · [The language](../language.md)

            """
    }

    /// What each framework calls it, as items of a list.
    static func items(for calls: [FrameworkCall]) -> [String] {
        FrameworkCall.Framework.allCases.compactMap { framework in
            let names = calls.filter { $0.framework == framework }.map { "`\($0.name)`\($0.note ?? "")" }
            return names.isEmpty ? nil : "- \(framework.rawValue): \(names.joined(separator: ", "))"
        }
    }

    private static func example(of layer: LayerDefinition, _ shapes: (SizedNetwork) -> String) -> String {
        let spec = spec(of: layer)
        let name = "\(stem(of: layer)).strata.yaml"
        let compilation = SpecCompiler.compile(SourceFile(path: name, text: spec))
        // A test checks that every example is a network.
        let output = compilation.network.map(shapes) ?? compilation.diagnostics.map(\.message).joined(separator: "\n")
        return """
            ```yaml \(name)
            \(spec)```

            ```console
            $ strata shapes \(name)
            \(output)
            ```
            """
    }

    /// The complete spec that a layer's page shows.
    public static func spec(of layer: LayerDefinition) -> String { "model: Example\n\(layer.page.spec)\n" }
}
