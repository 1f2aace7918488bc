extension RulePage {
    /// The mistakes in a network's sizes.
    static let sizeMistakes: [RulePage] = [
        RulePage(
            .kernelTooLarge,
            summary: "A kernel can't be larger than its padded input.",
            reason: """
                Not a single window fits. Usually the map was halved too often before.
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
            summary: "A layer must leave at least one pixel.",
            reason: """
                A crop can't remove more than there is.
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
            summary: "The size of an `expect` must match the layers.",
            reason: """
                An `expect` line is a contract. The finding lists the lines that conflict with it.
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
            summary: "Joined tensors must have matching sizes.",
            reason: """
                `add` and `multiply` need equal sizes, and `concat` needs equal height and width.
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
            summary: "A layer that slides over a map needs a map as its input.",
            reason: """
                The output of a fully connected layer or `flatten` is a vector, without height and width.
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
            summary: "A reshape must keep the number of values.",
            reason: """
                It only rearranges the values.
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
            summary: "Groups must divide the channels and the filters.",
            reason: """
                All groups have the same number of channels.
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
            .factorDoesNotDivide,
            summary: "A factor that shrinks a map must divide its height and width.",
            reason: """
                `pixel unshuffle` turns whole squares of pixels into channels, so none may be left over.
                """,
            source: "PyTorch's documentation of PixelUnshuffle",
            example: """
                input: 9x8x3
                body:
                  - pixel unshuffle 2
                """,
            better: """
                input: 9x8x3
                body:
                  - zero pad 0-1-0-0
                  - pixel unshuffle 2
                """),
        RulePage(
            .marginTooLarge,
            summary: "The margin of `reflect pad` must be smaller than the map.",
            reason: """
                The pixels next to the edge are mirrored, and the edge itself isn't repeated: a map of 4 pixels has 3 to \
                mirror.
                """,
            source: "PyTorch's documentation of ReflectionPad2d",
            example: """
                input: 4x4x3
                body:
                  - reflect pad 4
                """,
            better: """
                input: 4x4x3
                body:
                  - reflect pad 3
                """),
        RulePage(
            .relativeCount,
            summary: "Arithmetic on `channels` must result in a whole number of at least 1.",
            reason: """
                `channels/2` is half of the channels that come in, and there is no half of an odd number of channels. The \
                finding shows the line that they come from.
                """,
            source: "docs/language.md",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 15, relu
                  - 1x1 conv, channels/2
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 16, relu
                  - 1x1 conv, channels/2
                """),
        RulePage(
            .sizeOverflow,
            summary: "Sizes and counts must be within what a machine can handle.",
            reason: """
                A number is probably mistyped: no network is that large.
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
            summary: "Every size must be known or follow from the rest.",
            reason: """
                Strata solves for `?`. If several numbers fit, `strata solve` shows them, and one must be written.
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
            summary: "Every `?` must have a number that fits.",
            reason: """
                The sizes conflict whatever number replaces the `?`.
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
