extension LayerDefinition {
    public static let flatten = LayerDefinition(
        syntax: Syntax(
            key: "flatten",
            title: "flattening",
            summary: "Lays a feature map out as a vector, channel by channel.",
            forms: [Syntax.Form("flatten")],
            parameters: [],
            example: Syntax.Example(notation: "flatten", longhand: "flatten: {}")),
        nameStem: "flatten",
        sizeFormula: "height * width * channels",
        source: "PyTorch's layout: channels, then rows, then columns",
        page: LayerPage(
            pytorch: "`Flatten`",
            keras: "`Flatten`, which lays out height, width, channels",
            spec: """
                input: 4x4x8

                body:
                  - flatten
                  - fc 10
                """),
        size: { _ in .flatten })
}
