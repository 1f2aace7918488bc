extension LayerDefinition {
    public static let globalPooling = LayerDefinition(
        syntax: Syntax(
            key: "global pool",
            title: "global pooling",
            summary: "Takes the mean or the maximum of each whole channel, so any map becomes 1x1.",
            forms: [
                Syntax.Form("global avg pool", presets: ["kind": .word("avg")]),
                Syntax.Form("global max pool", presets: ["kind": .word("max")]),
            ],
            parameters: [
                ParameterDefinition("kind", .word(Pooling.words), isRequired: true, "`avg` (the mean) or `max`.")
            ],
            example: Syntax.Example(notation: "global avg pool", longhand: "global pool: {kind: avg}")),
        nameStem: "pool",
        traits: [.pools],
        sizing: LayerSizing(
            input: .featureMap,
            formula: "1",
            relation: { _ in .map(PerAxis(uniform: .constant(1)), channels: .same) }),
        page: LayerPage(
            source: "Lin, Chen and Yan, Network in network, 2014",
            note: """
                The output is a 1x1 map, not a vector: `fc` flattens it automatically, and `flatten` does so explicitly.
                """,
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 32, /2, pad 1, relu

                head:
                  - global avg pool
                  - fc 10
                """),
        calls: [
            .pytorch("AdaptiveAvgPool2d", ["kind": "avg"], [.only("1", "1x1", for: "output_size")]),
            .pytorch(
                "AdaptiveMaxPool2d", ["kind": "max"], [.only("1", "1x1", for: "output_size")],
                note: ", both to a size of 1"),
            .keras("GlobalAveragePooling2D", ["kind": "avg"], [.ignored("keepdims", isKeyword: true)]),
            .keras(
                "GlobalMaxPooling2D", ["kind": "max"], [.ignored("keepdims", isKeyword: true)],
                note: ", both with `keepdims=True`"),
        ],
        builder: Builder(unlabeled: "kind"))
}
