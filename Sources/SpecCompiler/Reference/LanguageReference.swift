import NetworkTerms
import SpecLanguage

/// The reference of the language as a page of Markdown, made from the catalogue: what it says is what the compiler does.
public enum LanguageReference {
    /// The page in Markdown.
    public static var page: String {
        """
        # The spec language

        \(LayerReference.note)

        A spec is a YAML file named `NAME.strata.yaml`. It reads like the architecture table of a paper. This page
        is the reference; the [tutorial](tutorial.md) leads from an empty file to a trained network.

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

        Each has a page with its parameters, its size and cost, its names in PyTorch and Keras, and an example.

        \(LayerReference.table(folder: "layers/"))

        ## Training

        \(StructureTable.keys(of: .training))

        ### Data

        \(Catalogue.dataSources.map { section($0, level: "####") }.joined(separator: "\n\n"))

        A path is seen from the spec's folder, whatever the current one is. In a generated package it is written down in full, \
        and a generated Swift file finds the data from its own place; `--data PLACE` names another folder or table, there and \
        for `strata train` and `strata evaluate`. A table's encoding (means, deviations, categories) is saved in the weights' \
        metadata, and `strata evaluate` reads tables by it.

        ### Losses

        \(Catalogue.losses.map { section($0, level: "####") }.joined(separator: "\n\n"))

        An auxiliary head's loss is that of the same target, times its `weight`, added to the network's own. Auxiliary heads are \
        there in training only: evaluation and saved weights are without them.

        ### Optimizers

        \(Catalogue.optimizers.map { section($0, level: "####") }.joined(separator: "\n\n"))

        ### Schedules

        \(Catalogue.schedules.map { section($0, level: "####") }.joined(separator: "\n\n"))

        """
    }

    private static func section(_ term: any TrainingTerm, level: String) -> String {
        var text = "\(level) \(term.syntax.title.capitalizedFirst)\n\n\(ParameterTable.summary(term.syntax))"
        if let formula = term.formula { text += "\n\n```text\n\(formula)\n```" }
        if let source = term.source { text += "\n\nSource: \(source)." }
        return text
    }
}
