import SpecLanguage

/// The reference of the language as a page of Markdown, made from the catalogue: what it says is what the compiler does.
public enum LanguageReference {
    public static var page: String {
        """
        # The spec language

        <!-- Made from the catalogue by `strata reference`; a test fails when it is stale. -->

        A spec is a YAML file named `NAME.strata.yaml`. It reads like the architecture table of a paper.

        ```yaml
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

        | key | needed | what it says | example |
        |---|---|---|---|
        \(SpecKeys.all.map(row).joined(separator: "\n"))

        ## Two forms, one meaning

        Every layer has a notation, for people, and a longhand, for tools and for what the notation does not reach. Both give
        the same network.

        - Options are set apart by commas. `NxM` is height x width, `HxWxC` is height x width x channels, `/2` is stride 2.
        - `, as NAME` names a layer in the notation, the key `name` in longhand. Layers without one are called `conv1`,
          `conv2`, … A name holds no point.
        - In brackets and braces a comma ends the item: write a layer with options on a line of its own, or quote it, as in
          `["3x3 conv, 8, relu", 2x2 max pool]`.
        - Nothing can stand below a layer written in one line; what belongs beside it (`repeat`, `name`) needs a mapping:
          `- {layers: ["3x3 conv, 8, pad 1"], repeat: 3}`, or the longhand.
        - Scalars mean what they say: `no`, `010` and `1e3` never turn into something else.
        - Inside braces or brackets a size that begins with `?` has to be quoted.

        ## Structure

        | written | what it does |
        |---|---|
        | `define:` | names blocks: `layers`, and parameters under `given`; one without a default has to be given |
        | `basic: {channels: 64}` or `basic, channels 64` | uses a block; inside it `$channels` stands for the value, also in arithmetic without blanks, such as `$channels*4` or `1x$k` |
        | `repeat: 3` beside a layer, a block or `layers:` | the same several times in a row |
        | `residual:` a list, `shortcut:` beside it | adds the list's output to its input; `shortcut` is `identity` (the default), `project` (a 1x1 convolution with batch norm where the sizes differ) or a list of layers |
        | `branches:` a list of lists, `join:` beside it | runs every list on the same input, and joins the outputs by `concat`, `add` or `multiply`; `[]` passes the input on |
        | `concat NAME`, `add NAME`, `multiply NAME` | joins the tensor here with that of a layer named above; `concat NAME, crop` (longhand `concat: {with: NAME, crop: true}`) first crops that one to the height and width here, around its middle |
        | `expect 7x7x512` | a contract: the size of the tensor here |
        | `include: blocks.strata.yaml` | brings another spec's blocks; the path never leaves the spec's folder |
        | `heads:` | several heads by name; one with `from` and `weight` is auxiliary: its layers take the output of the layer that `from` names, in training only |

        `add` needs tensors of one size, `concat` of one height and width, `multiply` of one size or one that is 1x1 and scales the
        other's channels.

        ## Layers

        \(Catalogue.layers.map(section).joined(separator: "\n\n"))

        ## Training

        | key | what it says | example |
        |---|---|---|
        \(SpecKeys.training.map { "| `\($0.name)` | \($0.documentation) | `\($0.example)` |" }.joined(separator: "\n"))

        ### Data

        \(Catalogue.dataSources.map { section($0, level: "####") }.joined(separator: "\n\n"))

        A path is seen from the spec's folder, whatever the current one is. In a generated package it is written down in full; \
        `--data PLACE` names another folder or table, there and for `strata train` and `strata evaluate`. A table's encoding \
        (means, deviations, categories) is saved in the weights' metadata, and `strata evaluate` reads tables by it.

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

    private static func row(_ key: SpecKey) -> String {
        let needed = key.isRequired ? (key.name == "body" ? "body or head" : "yes") : "no"
        return "| `\(key.name)` | \(needed) | \(key.documentation) | `\(key.example)` |"
    }

    private static func section(_ layer: LayerDefinition) -> String {
        """
        \(section(layer.syntax, level: "###"))

        Output size: `\(layer.sizeFormula)`. Source: \(layer.source).
        """
    }

    private static func section(_ syntax: Syntax, level: String) -> String {
        var text = """
            \(level) \(syntax.title.prefix(1).uppercased() + syntax.title.dropFirst())

            \(syntax.summary)

            - Words: \(syntax.forms.map { "`\($0.words)`" }.joined(separator: ", "))
            - Notation: `\(syntax.example.notation)`
            - Longhand: `\(syntax.example.longhand)`
            """
        guard !syntax.parameters.isEmpty else { return text }
        text += "\n\n| parameter | value | default | notation | meaning |\n|---|---|---|---|---|"
        for parameter in syntax.parameters {
            let fallback = parameter.fallback.map { "`\($0.text)`" } ?? (parameter.isRequired ? "required" : "–")
            let places = parameter.places.map { place(of: $0, parameter) }.joined(separator: ", ")
            let unit = parameter.unit.map { " (\($0))" } ?? ""
            text +=
                "\n| `\(parameter.name)` | \(parameter.type.expectation)\(unit) | \(fallback) | "
                + "\(places.isEmpty ? "–" : places) | \(parameter.documentation) |"
        }
        return text
    }

    private static func place(of place: NotationPlace, _ parameter: ParameterDefinition) -> String {
        switch place {
        case .leading: "before the words"
        case .trailing: "behind the words"
        case .alone: "alone between commas"
        case .slash: "`/…`"
        case .keyword(let word): "`\(word) …`"
        case .flag(let words, _): "`\(words)`"
        case .itself: "the word itself"
        }
    }
}
