extension RulePage {
    /// The mistakes that keep a text from being read, and findings about the text alone.
    static let textMistakes: [RulePage] = [
        RulePage(
            .yamlSyntax,
            summary: "A spec must be valid YAML.",
            reason: """
                The text before the error is still checked; the text after it isn't read.
                """,
            source: "YAML 1.2.2, chapter 6 to 8, https://yaml.org/spec/1.2.2",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                  - "2x2 max pool
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                  - 2x2 max pool
                """),
        RulePage(
            .unknownAlias,
            summary: "An alias `*name` must come after its anchor `&name`.",
            reason: """
                An alias repeats the value of the anchor with its name. Without an anchor, its value is unknown.
                """,
            source: "YAML 1.2.2, section 7.1",
            example: """
                input: 8x8x3
                body:
                  - &convolution 3x3 conv, 4, relu
                  - *convolutoin
                """,
            better: """
                input: 8x8x3
                body:
                  - &convolution 3x3 conv, 4, relu
                  - *convolution
                """),
        RulePage(
            .unquotedUnknown,
            summary: "Inside braces, a size with a `?` must be quoted.",
            reason: """
                Inside braces and brackets, YAML reads a bare `?` as a key indicator.
                """,
            source: "docs/language.md, and YAML 1.2.2, section 7.3.3",
            example: """
                input: 8x8x3
                body:
                  - conv: {kernel: ?x?, filters: 4}
                  - expect 6x6x4
                """,
            better: """
                input: 8x8x3
                body:
                  - conv: {kernel: "?x?", filters: 4}
                  - expect 6x6x4
                """),
        RulePage(
            .duplicateKey,
            summary: "Each key can be written only once.",
            reason: """
                If a key has two values, a reader may see one while a tool uses the other.
                """,
            source: "YAML 1.2.2, section 3.2.1.3",
            example: """
                input: 8x8x3
                body:
                  - conv: {kernel: 3, filters: 4, filters: 8}
                """,
            better: """
                input: 8x8x3
                body:
                  - conv: {kernel: 3, filters: 8}
                """),
        RulePage(
            .encoding,
            summary: "A spec must be UTF-8 text without control characters.",
            reason: """
                Other encodings look right in one editor and wrong in the next. This page can't show the example, which contains a control character.
                """,
            source: "YAML 1.2.2, section 5.1 and 5.2",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4, as a\u{7F}b
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4, as ab
                """),
        RulePage(
            .documentLimit,
            summary: "A spec must stay within the limits on size and nesting.",
            reason: """
                No handwritten spec nests more than 256 levels deep, has aliases that multiply, or is larger than 16 MiB.
                """,
            source: "docs/reliability.md",
            example: """
                input: 8x8x3
                body: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                """),
        RulePage(
            .notFormatted,
            summary: "`strata format` must be able to lay out the file.",
            reason: """
                Rare features of YAML, such as a comment between an anchor and its value, have no place in the layout. The file is left unchanged.
                """,
            source: "docs/formatter.md",
            example: """
                ? [8, 8]
                : model
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                """),
        RulePage(
            .unusedAllow,
            summary: "An `allow` comment must name a rule that reports something there.",
            reason: """
                An unneeded comment hides later findings. Errors can't be suppressed.
                """,
            source: "docs/rules/README.md",
            example: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4  # strata: allow dropped-pixels
                """,
            better: """
                input: 8x8x3
                body:
                  - 3x3 conv, 4
                """),
    ]
}
