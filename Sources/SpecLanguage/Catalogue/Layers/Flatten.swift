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
        size: { _ in .flatten },
        call: { _, _ in RuntimeCall("flatten") })
}
