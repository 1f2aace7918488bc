extension RulePage {
    /// The mistakes that keep a text from being a network.
    static let languageMistakes: [RulePage] = [
        RulePage(
            .unknownKey,
            summary: "Every key must be known.",
            reason: """
                A misspelled key would otherwise be ignored silently, and the network would be a different one.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - conv: {kernel: 3, filters: 4, strid: 2}
                """,
            better: """
                input: 9x9x3
                body:
                  - conv: {kernel: 3, filters: 4, stride: 2, padding: 1}
                """),
        RulePage(
            .unknownWord,
            summary: "Every word of a line must be known.",
            reason: """
                The words of a line are the layer's name and its options. The finding suggests the closest ones.
                """,
            source: "docs/language.md, and docs/layers",
            example: """
                input: 8x8x3
                body:
                  - 3x3 cnv, 4
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                """),
        RulePage(
            .unknownName,
            summary: "A join can only use names of layers above it.",
            reason: """
                `concat` and `add` use the output of a layer that has already been computed. Names inside blocks can't be used outside.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 3, pad 1, as stem
                  - relu
                  - add stm
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 3, pad 1, as stem
                  - relu
                  - add stem
                """),
        RulePage(
            .unknownParameter,
            summary: "A `$name` must be a parameter of its block.",
            reason: """
                A block can use the parameters of its own `given`, and no others.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                define:
                  stage:
                    given: [channels]
                    layers: ["3x3 conv, $chanels"]
                body:
                  - stage: {channels: 4}
                """,
            better: """
                input: 8x8x3
                define:
                  stage:
                    given: [channels]
                    layers: ["3x3 conv, $channels"]
                body:
                  - stage: {channels: 4}
                """),
        RulePage(
            .missingKey,
            summary: "Everything that a layer or a spec requires must be written.",
            reason: """
                Values without a default are required.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - conv: {filters: 4}
                """,
            better: """
                input: 8x8x3
                body:
                  - conv: {kernel: 3, filters: 4}
                """),
        RulePage(
            .wrongType,
            summary: "A value must have a type that its key accepts.",
            reason: """
                Numbers are plain digits, and the numbers of a size are joined by `x`. `no` and `010` are taken literally.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - conv: {kernel: 3, filters: many}
                """,
            better: """
                input: 8x8x3
                body:
                  - conv: {kernel: 3, filters: 4}
                """),
        RulePage(
            .notation,
            summary: "A line is a layer followed by its options, separated by commas.",
            reason: """
                The notation has few rules. The finding says which one the line breaks.
                """,
            source: "Grammar/notation.ebnf",
            example: """
                input: 8x8x3
                body:
                  - 3 x 3 conv, 4
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                """),
        RulePage(
            .invalidName,
            summary: "A name consists of letters, digits, and underscores, and isn't reserved.",
            reason: """
                Names become parts of longer names, such as `stage1.conv1`, and of Swift identifiers. `input` is the network's input.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4, as input
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4, as stem
                """),
        RulePage(
            .duplicateName,
            summary: "Each layer needs its own name.",
            reason: """
                A join by that name could mean either layer.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4, as stem
                  - relu
                  - 3x3 conv, 4, as stem
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4, as stem
                  - relu
                  - 3x3 conv, 4, as second
                """),
        RulePage(
            .include,
            summary: "An include must be readable and below the spec's folder.",
            reason: """
                A spec can't read files outside its folder: `..`, absolute paths, and links that lead outside are rejected.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                include: ../blocks.strata.yaml
                body:
                  - 3x3 conv, 4
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                """),
        RulePage(
            .recursiveBlock,
            summary: "A block can't contain itself.",
            reason: """
                Its layers would never end.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                define:
                  stage:
                    layers: [relu, stage]
                body:
                  - stage
                """,
            better: """
                input: 8x8x3
                define:
                  stage:
                    layers: [relu]
                body:
                  - stage
                """),
        RulePage(
            .unusedDefinition,
            summary: "Every block that a spec defines should be used.",
            reason: """
                An unused block is a leftover, or the line that should use it names something else.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                define:
                  stage:
                    layers: ["3x3 conv, 4"]
                body:
                  - 3x3 conv, 4
                """,
            better: """
                input: 8x8x3
                define:
                  stage:
                    layers: ["3x3 conv, 4"]
                body:
                  - stage
                """),
        RulePage(
            .noLayers,
            summary: "A network must have layers.",
            reason: """
                Without layers it computes nothing.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - expect 8x8x3
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                """),
    ]
}
