extension LayerDefinition {
    public static let reshape = LayerDefinition(
        syntax: Syntax(
            key: "reshape",
            title: "reshape",
            summary: """
                Gives the same values another size, in the order channels, height, width: a vector becomes a map channel \
                by channel.
                """,
            forms: [Syntax.Form("reshape")],
            parameters: [
                ParameterDefinition(
                    "size", .size, isRequired: true, "The size of the output; it must hold the same number of values.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "reshape 16x16x32", longhand: "reshape: {size: 16x16x32}")),
        nameStem: "reshape",
        traits: [.movesValues],
        sizing: LayerSizing(
            formula: "size",
            relation: { arguments in arguments.size("size").map { .reshape($0) } ?? .same }),
        idleness: { _, sizes in sizes.input == sizes.output ? "the size is already \(sizes.input)" : nil },
        page: LayerPage(
            source: "PyTorch, Tensor.reshape",
            note: "Generators use it to make their first map from a vector of noise.",
            spec: """
                input: 100

                body:
                  - fc 2048, relu
                  - reshape 4x4x128
                  - 4x4 transposed conv, 64, /2, pad 1, relu
                """),
        calls: [
            .pytorch("Unflatten"), .pytorch("Tensor.reshape", note: "; PyTorch writes channels first"),
            .keras("Reshape", note: ", in the order height, width, channels"),
        ],
        builder: Builder(labels: ["size": "to"]))
}
