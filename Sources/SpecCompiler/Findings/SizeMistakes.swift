extension RulePage {
    /// What keeps the sizes of a network from being true together.
    static let sizeMistakes: [RulePage] = [
        RulePage(
            .kernelTooLarge,
            summary: "A kernel is no larger than its map with the padding.",
            reason: """
                Not one window fits. Most often the map was halved too often before.
                """,
            source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, relationship 15",
            example: """
                input: 8x8x3
                body:
                  - 2x2 max pool
                  - 2x2 max pool
                  - 2x2 max pool
                  - 3x3 conv, 4
                """,
            better: """
                input: 8x8x3
                body:
                  - 2x2 max pool
                  - 3x3 conv, 4
                """),
        RulePage(
            .nothingLeft,
            summary: "A layer leaves at least one pixel.",
            reason: """
                A crop can take no more than there is.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - crop 4
                """,
            better: """
                input: 8x8x3
                body:
                  - crop 2
                """),
        RulePage(
            .expectContradicted,
            summary: "What is expected of a size is what the layers give.",
            reason: """
                An `expect` line is a contract: the lines that it clashes with are named.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                  - expect 8x8x4
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4, pad 1
                  - expect 8x8x4
                """),
        RulePage(
            .joinSizes,
            summary: "Tensors that are joined have sizes that fit.",
            reason: """
                `add` and `multiply` want equal sizes, `concat` equal height and width.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4, pad 1, as stem
                  - 3x3 conv, 4
                  - add stem
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4, pad 1, as stem
                  - 3x3 conv, 4, pad 1
                  - add stem
                """),
        RulePage(
            .headInput,
            summary: "A layer that slides over a map gets a map.",
            reason: """
                Behind a fully connected layer or `flatten` there is a vector, without height and width.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - fc 10
                  - 3x3 conv, 4
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                  - fc 10
                """),
        RulePage(
            .reshapeSize,
            summary: "A reshape keeps the number of values.",
            reason: """
                It lays the same values out anew.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - reshape 9x9x9
                """,
            better: """
                input: 8x8x3
                body:
                  - reshape 4x4x12
                """),
        RulePage(
            .groupsDoNotDivide,
            summary: "Groups divide the channels and the filters.",
            reason: """
                Each group has as many channels as the others.
                """,
            source: "PyTorch's documentation of Conv2d",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 12, groups 5
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 12, groups 3
                """),
        RulePage(
            .sizeOverflow,
            summary: "Sizes and counts are numbers that a machine can hold.",
            reason: """
                A number was mistyped: no network is that large.
                """,
            source: "docs/reliability.md",
            example: """
                input: 8x8x3
                body:
                  - fc 1000000000000000000
                """,
            better: """
                input: 8x8x3
                body:
                  - fc 10
                """),
        RulePage(
            .unknownSize,
            summary: "Every size is known, or follows from the rest.",
            reason: """
                A `?` is solved for; where several numbers would do, `strata solve` shows them, and one has to be written.
                """,
            source: "docs/size-inference.md",
            example: """
                input: ?x?x3
                body:
                  - 3x3 conv, 4
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                """),
        RulePage(
            .noSizeFits,
            summary: "For what is left open there is a number that fits.",
            reason: """
                Whatever is written for the `?`, the sizes can't be true together.
                """,
            source: "docs/size-inference.md",
            example: """
                input: 4x4x3
                body:
                  - 2x2 conv, 3, /?
                  - expect 4x4x3
                """,
            better: """
                input: 4x4x3
                body:
                  - 2x2 conv, 3, /?
                  - expect 2x2x3
                """),
    ]
}
