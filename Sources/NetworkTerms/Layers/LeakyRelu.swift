extension LayerDefinition {
    public static let leakyRelu = LayerDefinition(
        syntax: Syntax(
            key: "leaky relu",
            title: "leaky relu",
            summary: "Keeps positive values and multiplies negative ones by a small slope.",
            forms: [Syntax.Form("leaky relu")],
            parameters: [
                ParameterDefinition(
                    "slope", .decimal(.notNegative), default: .decimal(0.01), "The slope of the negative side.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "leaky relu 0.2", longhand: "leaky relu: {slope: 0.2}")),
        nameStem: "activation",
        traits: [.isActivation],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        activation: { .leakyRelu(slope: $0.decimal("slope") ?? 0.01) },
        page: LayerPage(
            source: "Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models, 2013",
            note: "Also an option after a comma, with its slope: `3x3 conv, 64, leaky relu 0.1`.",
            spec: """
                input: 32x32x3

                body:
                  - 4x4 conv, 64, /2, pad 1
                  - leaky relu 0.2
                """),
        calls: [
            .pytorch("LeakyReLU", [:], [FrameworkCall.Argument("negative_slope", sets: "slope"), .ignored("inplace")]),
            .keras(
                "LeakyReLU", [:], [FrameworkCall.Argument("negative_slope", sets: "slope", default: "0.3")],
                note: "; its slope is 0.3 by default"),
        ])
}
