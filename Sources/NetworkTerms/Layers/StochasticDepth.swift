extension LayerDefinition {
    public static let stochasticDepth = LayerDefinition(
        syntax: Syntax(
            key: "stochastic depth",
            title: "stochastic depth",
            summary: """
                During training, sets a sample's whole tensor to zero with this probability and scales up the others; at \
                the end of a residual, this skips its layers. Outside training, it does nothing.
                """,
            forms: [Syntax.Form("stochastic depth")],
            parameters: [.dropRate("The probability that a sample is dropped.")],
            example: Syntax.Example(notation: "stochastic depth 0.1", longhand: "stochastic depth: {rate: 0.1}")),
        nameStem: "depth",
        traits: [.dropsValues],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        idleness: { call, _ in call.decimal("rate") == 0 ? "a rate of 0 drops nothing" : nil },
        page: LayerPage(
            source: "Huang and others, Deep networks with stochastic depth, 2016",
            spec: """
                input: 16x16x32

                body:
                  - residual:
                      - 3x3 conv, 32, pad 1, no bias
                      - batch norm
                      - relu
                      - 3x3 conv, 32, pad 1, no bias
                      - batch norm
                      - stochastic depth 0.1
                  - relu
                """),
        calls: [
            .pytorch(
                "StochasticDepth", [:], [FrameworkCall.Argument("p", sets: "rate"), .only("row", for: "mode")],
                note: " of torchvision, with `mode=\"row\"`; elsewhere `DropPath`")
        ])
}
