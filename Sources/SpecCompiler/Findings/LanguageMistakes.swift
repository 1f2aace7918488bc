extension RulePage {
    /// What keeps a text from being a network.
    static let languageMistakes: [RulePage] = [
        RulePage(
            .unknownKey,
            summary: "Every key is one that Strata knows.",
            reason: """
                A key that is misspelt would be left out in silence, and the network be another one.
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
            summary: "Every word of a line is one that Strata knows.",
            reason: """
                The words of a line are the layer's name and its options; the closest ones are named.
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
            summary: "A name that is joined with stands at a layer before.",
            reason: """
                `concat` and `add` take the output of a layer that has been computed; names inside of blocks are their own.
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
            summary: "A `$name` is a parameter of its block.",
            reason: """
                A block knows the parameters of its `given`, and nothing from outside.
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
            summary: "Nothing is left out that a layer or a spec needs.",
            reason: """
                What has no default has to be written.
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
            summary: "A value is of the kind that its key takes.",
            reason: """
                Numbers are plain digits, sizes are joined by `x`; `no` and `010` mean what they say.
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
            summary: "A line is a layer, then its options, parted by commas.",
            reason: """
                The notation has few rules, and says which one a line breaks.
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
            summary: "A name is letters, digits and underscores, and free.",
            reason: """
                Names become parts of longer names such as `stage1.conv1`, and of Swift; `input` is the network's own.
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
            summary: "A name is given to one layer.",
            reason: """
                A join could mean either of two.
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
            summary: "An include can be read, and lies below the spec's folder.",
            reason: """
                A spec must not read what lies outside its folder: `..`, absolute paths and links that lead out are refused.
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
            summary: "A block is not used inside itself.",
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
            summary: "Every block that a spec defines is used.",
            reason: """
                A block that nothing uses is left over, or the line that should use it says something else.
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
            summary: "A network has layers.",
            reason: """
                Without any it computes nothing.
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
