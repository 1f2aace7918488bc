extension RulePage {
    /// What keeps a text from being read.
    static let textMistakes: [RulePage] = [
        RulePage(
            .yamlSyntax,
            summary: "A spec is YAML that can be read.",
            reason: """
                What stands before the place is checked all the same; what stands behind it is not read.
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
            summary: "An alias `*name` stands behind its anchor `&name`.",
            reason: """
                An alias repeats what was written with the anchor of its name; without one, nothing is known of it.
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
            summary: "Inside braces, a size with a `?` stands in quotes.",
            reason: """
                Inside braces and brackets YAML takes a plain `?` for the sign of a key.
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
            summary: "Each key is written once.",
            reason: """
                Of two values for one key, a reader sees one and a tool may take the other.
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
            summary: "A spec is text in UTF-8, without control characters.",
            reason: """
                Other encodings look the same in one editor and not in the next. Pages can't show the example: it is a byte that is no character.
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
            summary: "A spec keeps within what can be checked in a moment.",
            reason: """
                Nesting of more than 256 levels, aliases that multiply, or more than 4 MB are no networks that a person wrote.
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
            summary: "`strata format` can lay out the file.",
            reason: """
                Rare parts of YAML, such as a comment between an anchor and its value, have no place in the layout. The file is left as it is.
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
            summary: "A comment that allows a rule names one that reports something there.",
            reason: """
                What is allowed where nothing is wrong hides what goes wrong later. Errors can't be allowed.
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
