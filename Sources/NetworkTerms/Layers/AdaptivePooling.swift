extension LayerDefinition {
    public static let adaptivePooling = LayerDefinition(
        syntax: Syntax(
            key: "adaptive pool",
            title: "adaptive pooling",
            summary: """
                Pools to a given height and width, for any size of the map: cell i of n covers the pixels from \
                floor(i * input / n) up to, but not including, ceil((i + 1) * input / n).
                """,
            forms: [
                Syntax.Form("adaptive avg pool", presets: ["kind": .word("avg")]),
                Syntax.Form("adaptive max pool", presets: ["kind": .word("max")]),
            ],
            parameters: [
                ParameterDefinition("kind", .word(Pooling.words), isRequired: true, "`avg` (the mean) or `max`."),
                ParameterDefinition(
                    "size", .extent, isRequired: true, unit: "pixels", "Height x width of the output.",
                    notation: .trailing),
            ],
            example: Syntax.Example(
                notation: "adaptive avg pool 7x7", longhand: "adaptive pool: {kind: avg, size: 7x7}")),
        nameStem: "pool",
        traits: [.pools],
        sizing: LayerSizing(
            input: .featureMap,
            formula: "size",
            relation: { arguments in
                .map((arguments.extent("size") ?? 1).map { .constant($0) }, channels: .same)
            }),
        page: LayerPage(
            source: "PyTorch, AdaptiveAvgPool2d; after He and others, Spatial pyramid pooling, 2014",
            note: "If the size doesn't divide the map's, the cells have unequal sizes and overlap.",
            spec: """
                input: 50x50x3

                body:
                  - 3x3 conv, 32, /2, pad 1, relu
                  - adaptive avg pool 7x7

                head:
                  - fc 10
                """),
        calls: [
            .pytorch("AdaptiveAvgPool2d", ["kind": "avg"], [FrameworkCall.Argument("output_size", sets: "size")]),
            .pytorch("AdaptiveMaxPool2d", ["kind": "max"], [FrameworkCall.Argument("output_size", sets: "size")]),
        ],
        builder: Builder(unlabeled: "kind", labels: ["size": "to"]))
}
