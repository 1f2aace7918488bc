extension LayerDefinition {
    public static let reshape = LayerDefinition(
        syntax: Syntax(
            key: "reshape",
            title: "reshape",
            summary: """
                The same values as a tensor of another size, in the order channels, height, width: a vector becomes a map \
                channel by channel.
                """,
            forms: [Syntax.Form("reshape")],
            parameters: [
                ParameterDefinition(
                    "size", .size, isRequired: true, "The size of the output, with as many values.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "reshape 16x16x32", longhand: "reshape: {size: 16x16x32}")),
        nameStem: "reshape",
        sizeFormula: "size",
        source: "PyTorch, Tensor.reshape",
        size: { arguments in arguments.size("size").map { .reshape($0) } ?? .same },
        call: { arguments, _ in
            var call = RuntimeCall("reshape")
            call.pass("to", arguments.size("size").map { .shape($0) }, from: "size")
            return call
        })
}
