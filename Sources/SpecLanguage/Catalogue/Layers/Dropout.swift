extension LayerDefinition {
    public static let dropout = LayerDefinition(
        syntax: Syntax(
            key: "dropout",
            title: "dropout",
            summary: """
                In training, sets each value to zero with this probability and scales up the others; afterwards it \
                does nothing.
                """,
            forms: [Syntax.Form("dropout")],
            parameters: [
                ParameterDefinition(
                    "rate", .decimal(.fraction), isRequired: true, "The probability that a value is dropped.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "dropout 0.5", longhand: "dropout: {rate: 0.5}")),
        nameStem: "dropout",
        sizeFormula: "input",
        source: "Srivastava and others, Dropout, 2014",
        size: { _ in .same },
        call: { arguments, _ in
            var call = RuntimeCall("dropout")
            call.pass("rate", arguments.decimal("rate").map { .decimal($0) })
            return call
        })
}
