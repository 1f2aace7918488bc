extension LayerDefinition {
    public static let stochasticDepth = LayerDefinition(
        syntax: Syntax(
            key: "stochastic depth",
            title: "stochastic depth",
            summary: """
                In training, sets a sample's whole tensor to zero with this probability and scales up the others; at the \
                end of a residual this leaves its layers out. Afterwards it does nothing.
                """,
            forms: [Syntax.Form("stochastic depth")],
            parameters: [
                ParameterDefinition(
                    "rate", .decimal(.fraction), isRequired: true, "The probability that a sample is left out.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "stochastic depth 0.1", longhand: "stochastic depth: {rate: 0.1}")),
        nameStem: "depth",
        sizeFormula: "input",
        source: "Huang and others, Deep networks with stochastic depth, 2016",
        size: { _ in .same },
        call: { arguments, _ in
            var call = RuntimeCall("stochasticDepth")
            call.pass("rate", arguments.decimal("rate").map { .decimal($0) })
            return call
        })
}
