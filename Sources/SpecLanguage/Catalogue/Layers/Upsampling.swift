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
                    "kind", .word(["nearest", "bilinear"]), default: .word("nearest"), "`nearest` or `bilinear`.",
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
            let factor = arguments.extent("factor") ?? Extent(square: 1)
            return .map(
                height: .linear(factor: factor.height, offset: 0), width: .linear(factor: factor.width, offset: 0),
                channels: .same)
        },
        field: { arguments in
            let factor = arguments.extent("factor") ?? Extent(square: 1)
            return arguments.word("kind") == "bilinear"
                ? (.blended(factor.height), .blended(factor.width))
                : (.repeated(factor.height), .repeated(factor.width))
        },
        call: { arguments, _ in
            var call = RuntimeCall("upsample")
            call.pass("by", arguments.extent("factor").map { .size($0) }, from: "factor")
            call.pass(nil, arguments.word("kind").map { .member($0) }, default: .member("nearest"))
            return call
        })
}
