extension LayerDefinition {
    public static let flatten = LayerDefinition(
        syntax: Syntax(
            key: "flatten",
            title: "flattening",
            summary: "Turns a feature map into a vector, channel by channel.",
            forms: [Syntax.Form("flatten")],
            parameters: [],
            example: Syntax.Example(notation: "flatten", longhand: "flatten: {}")),
        nameStem: "flatten",
        traits: [.movesValues],
        sizing: LayerSizing(
            formula: "height * width * channels",
            relation: { _ in .flatten }),
        page: LayerPage(
            source: "PyTorch's layout: channels, then rows, then columns",
            spec: """
                input: 4x4x8

                body:
                  - flatten
                  - fc 10
                """),
        calls: [
            .pytorch("Flatten", [:], [.only("1", for: "start_dim"), .only("-1", for: "end_dim")]),
            .keras("Flatten", [:], [], note: ", in the order height, width, channels"),
        ])
}
