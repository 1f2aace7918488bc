import Basics
import NetworkTerms
import SpecLanguage

/// The language reference as a Markdown page, generated from the catalog, so that it agrees with the compiler.
public enum LanguageReference {
    /// The page in Markdown.
    public static var page: String {
        """
        # The spec language

        \(LayerReference.note)

        A spec is a YAML file named `NAME.strata.yaml`. It reads like the architecture table of a paper. This page
        is the reference; the [tutorial](tutorial.md) goes from an empty file to a trained network.

        ```yaml example.strata.yaml
        model: Example
        input: 32x32x3                    # height x width x channels

        define:                           # blocks, used like layers
          basic:
            given: {channels: , stride: 1}
            layers:
              - residual:
                  - 3x3 conv, $channels, /$stride, pad 1, no bias
                  - batch norm
                  - relu
                  - 3x3 conv, $channels, pad 1, no bias
                  - batch norm
                shortcut: project
              - relu

        body:
          - 3x3 conv, 16, pad 1, relu
          - basic: {channels: 16}
            repeat: 2
          - basic, channels 32, stride 2
          - expect 16x16x32

        head:
          - global avg pool
          - fc 10
        ```

        ## Sections

        \(StructureTable.keys(of: .spec))

        \(LanguageGuide.text)

        ## Layers

        Each layer has a page with its parameters, its size and costs, its names in PyTorch and Keras, and an example.

        \(LayerReference.table(folder: "layers/"))

        ## Training

        \(StructureTable.keys(of: .training))

        ### Data

        \(Catalog.dataSources.map { section($0, level: "####") }.joined(separator: "\n\n"))

        A path is relative to the spec's folder, not to the current one. A generated package contains the full path, and a \
        generated Swift file finds the data relative to its own location. `--data PLACE` selects another folder or table, for \
        generated programs as well as for `strata train` and `strata evaluate`. A table's encoding (means, deviations, \
        categories) is saved in the metadata of the weights, and `strata evaluate` uses it to read tables.

        ### Losses

        \(Catalog.losses.map { section($0, level: "####") }.joined(separator: "\n\n"))

        The loss of an auxiliary head has the same target, that of the first output if there are several. It is multiplied by the head's `weight` and added to the network's \
        own. Auxiliary heads exist in training only: evaluation and saved weights don't include them.

        ### Optimizers

        \(Catalog.optimizers.map { section($0, level: "####") }.joined(separator: "\n\n"))

        ### Schedules

        \(Catalog.schedules.map { section($0, level: "####") }.joined(separator: "\n\n"))

        """
    }

    private static func section(_ term: any TrainingTerm, level: String) -> String {
        var text = "\(level) \(term.syntax.title.capitalizedFirst)\n\n\(ParameterTable.summary(term.syntax))"
        if let formula = term.formula { text += "\n\n```text\n\(formula)\n```" }
        var facts = LayerReference.items(for: term.calls)
        if let source = term.source { facts.insert("- Source: \(source)", at: 0) }
        if !facts.isEmpty { text += "\n\n\(facts.joined(separator: "\n"))" }
        return text
    }
}
