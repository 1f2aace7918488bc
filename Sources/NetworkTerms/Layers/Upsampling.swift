extension LayerDefinition {
    public static let upsampling = LayerDefinition(
        syntax: Syntax(
            key: "upsample",
            title: "upsampling",
            summary: """
                Enlarges a feature map by whole factors: `nearest` repeats each pixel, `bilinear` blends the four \
                nearest, treating pixels as areas (PyTorch's `align_corners=False`).
                """,
            forms: [Syntax.Form("upsample")],
            parameters: [
                ParameterDefinition(
                    "factor", .factor, isRequired: true, "The factor by which height and width grow.",
                    notation: .trailing),
                ParameterDefinition(
                    "kind", .word(Interpolation.words), default: .word("nearest"), "`nearest` or `bilinear`.",
                    notation: .itself),
            ],
            example: Syntax.Example(
                notation: "upsample 2x, bilinear", longhand: "upsample: {factor: 2, kind: bilinear}")),
        nameStem: "upsample",
        traits: [.enlargesMaps],
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input * factor",
            relation: { arguments in
                let factor = arguments.extent("factor") ?? 1
                return .map(
                    factor.map { .linear(factor: $0, offset: 0) }, channels: .same)
            },
            field: { arguments in
                let factor = arguments.extent("factor") ?? 1
                let blends = arguments.word("kind") == "bilinear"
                return factor.map { blends ? .blended($0) : .repeated($0) }
            }),
        idleness: { _, sizes in sizes.input == sizes.output ? "a factor of 1 changes nothing" : nil },
        page: LayerPage(
            source: "PyTorch, Upsample",
            note: """
                Followed by a convolution, it enlarges a map without the checkerboard patterns that a transposed \
                convolution can leave.
                """,
            spec: """
                input: 8x8x64

                body:
                  - upsample 2x
                  - 3x3 conv, 32, pad 1, relu
                  - upsample 2x3, bilinear
                """),
        calls: [
            .pytorch(
                "Upsample", [:],
                [
                    .only("None", for: "size"), FrameworkCall.Argument("scale_factor", sets: "factor"),
                    FrameworkCall.Argument("mode", sets: "kind"), .only("False", "None", for: "align_corners"),
                ]),
            .keras(
                "UpSampling2D", [:],
                [
                    FrameworkCall.Argument("size", sets: "factor", default: "2"),
                    .only("channels_last", for: "data_format"), FrameworkCall.Argument("interpolation", sets: "kind"),
                ]),
        ],
        builder: Builder(unlabeled: "kind", labels: ["factor": "by"]))
}
