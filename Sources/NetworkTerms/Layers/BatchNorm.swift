import Basics

extension LayerDefinition {
    public static let batchNorm = LayerDefinition(
        syntax: Syntax(
            key: "batch norm",
            title: "batch normalization",
            summary: """
                Normalizes each channel to mean 0 and variance 1 over the batch, then scales and shifts it by learned \
                values. Outside training, running averages replace the batch's statistics.
                """,
            forms: [Syntax.Form("batch norm")],
            parameters: [
                ParameterDefinition(
                    "epsilon", .decimal(.positive), default: .decimal(1e-5), "Added to the variance.",
                    notation: .keyword("epsilon")),
                ParameterDefinition(
                    "momentum", .decimal(.fraction), default: .decimal(0.1),
                    "The weight of a new batch in the running averages.", notation: .keyword("momentum")),
            ],
            example: Syntax.Example(notation: "batch norm", longhand: "batch norm: {}")),
        nameStem: "norm",
        traits: [.standardizes, .seesBatch],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        costs: LayerCosts(
            parameters: "2 * channels; the running averages are not trained, so they are not counted",
            cost: { _, sizes in
                product(2, sizes.input.channels).map { Cost(parameters: $0, multiplyAccumulates: 0) }
            }),
        page: LayerPage(
            source: "Ioffe and Szegedy, Batch normalization, 2015",
            note: "A convolution before it needs no bias, because the normalization removes it.",
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 16, pad 1, no bias
                  - batch norm
                  - relu
                """),
        calls: [
            .pytorch(
                "BatchNorm2d", [:],
                [.inputSize("num_features"), FrameworkCall.Argument("eps", sets: "epsilon"), "momentum"]),
            .pytorch(
                "BatchNorm1d", [:],
                [.inputSize("num_features"), FrameworkCall.Argument("eps", sets: "epsilon"), "momentum"]),
            .keras(
                "BatchNormalization", [:],
                [
                    .only("-1", for: "axis"),
                    FrameworkCall.Argument("momentum", .complement(of: "momentum"), default: "0.99"),
                    FrameworkCall.Argument("epsilon", sets: "epsilon", default: "0.001"),
                ], note: "; its momentum is 1 minus the one here, its epsilon 1e-3 by default"),
        ])
}
