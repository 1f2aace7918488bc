extension LayerDefinition {
    public static let prelu = LayerDefinition(
        syntax: Syntax(
            key: "prelu",
            title: "parametric relu",
            summary: """
                Keeps positive values and multiplies negative ones by a learned slope: a single one, or one per channel.
                """,
            forms: [Syntax.Form("prelu")],
            parameters: [
                ParameterDefinition(
                    "per channel", .boolean, default: .boolean(false), "Whether each channel has a slope of its own.",
                    notation: .flag("per channel", .boolean(true))),
                ParameterDefinition(
                    "start", .decimal(.notNegative), default: .decimal(0.25), "The slope before training.",
                    notation: .keyword("start")),
            ],
            example: Syntax.Example(notation: "prelu, per channel", longhand: "prelu: {per channel: true}")),
        nameStem: "activation",
        traits: [.isActivation],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        costs: LayerCosts(
            parameters: "1, or one per channel with `per channel`",
            cost: { arguments, sizes in
                Cost(
                    parameters: arguments.boolean("per channel") == true ? sizes.input.channels : 1,
                    multiplyAccumulates: 0)
            }),
        activation: { .leakyRelu(slope: $0.decimal("start") ?? 0.25) },
        page: LayerPage(
            source: "He and others, Delving deep into rectifiers, 2015",
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 16, pad 1
                  - prelu, per channel
                """),
        calls: [
            .pytorch("PReLU", note: ", with the number of channels for one slope per channel"),
            .keras("PReLU", note: " with `shared_axes=[1, 2]` for one slope per channel"),
        ])
}
