extension LayerDefinition {
    public static let upsampling = LayerDefinition(
        syntax: Syntax(
            key: "upsample",
            title: "upsampling",
            summary: """
                Enlarges a feature map by whole factors: `nearest` repeats each pixel, `bilinear` blends the nearest four, \
                pixels being areas (PyTorch's `align_corners=False`).
                """,
            forms: [Syntax.Form("upsample")],
            parameters: [
                ParameterDefinition(
                    "factor", .factor, isRequired: true, "By how much height and width grow.", notation: .trailing),
                ParameterDefinition(
                    "kind", .word(Interpolation.words), default: .word("nearest"), "`nearest` or `bilinear`.",
                    notation: .itself),
            ],
            example: Syntax.Example(
                notation: "upsample 2x, bilinear", longhand: "upsample: {factor: 2, kind: bilinear}")),
        nameStem: "upsample",
        inputRank: .featureMap,
        sizeFormula: "input * factor",
        source: "PyTorch, Upsample",
        page: LayerPage(
            pytorch: "`Upsample`",
            keras: "`UpSampling2D`",
            note: """
                Followed by a convolution it enlarges a map without the checked patterns that a transposed \
                convolution may leave.
                """,
            spec: """
                input: 8x8x64

                body:
                  - upsample 2x
                  - 3x3 conv, 32, pad 1, relu
                  - upsample 2x3, bilinear
                """),
        size: { arguments in
            let factor = arguments.extent("factor") ?? 1
            return .map(
                factor.map { .linear(factor: $0, offset: 0) }, channels: .same)
        },
        field: { arguments in
            let factor = arguments.extent("factor") ?? 1
            let blends = arguments.word("kind") == "bilinear"
            return factor.map { blends ? .blended($0) : .repeated($0) }
        },
        builder: Builder(unlabeled: "kind", labels: ["factor": "by"]))
}
