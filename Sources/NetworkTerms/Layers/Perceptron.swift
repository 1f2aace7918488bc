extension LayerDefinition {
    public static let perceptron = LayerDefinition(
        syntax: Syntax(
            key: "mlp",
            title: "multilayer perceptron",
            summary: "A stack of fully connected layers with the given widths, each followed by the activation.",
            forms: [Syntax.Form("mlp")],
            parameters: [
                ParameterDefinition(
                    "widths", .widths, isRequired: true, unit: "units", "The width of each layer, joined by `-`.",
                    notation: .trailing),
                .bias(of: "unit"), .initialization, .activation,
            ],
            example: Syntax.Example(
                notation: "mlp 120-84, relu", longhand: "mlp: {widths: 120-84, activation: relu}")),
        nameStem: "fc",
        sizing: LayerSizing(
            formula: "the last width",
            relation: { .units(.constant($0.widths("widths")?.last ?? 1)) }),
        costs: LayerCosts(
            parameters: "inputs * width + width for each layer, where inputs is the previous width",
            multiplyAccumulates: "inputs * width for each layer"),
        page: LayerPage(
            source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, chapter 6",
            note: "If it is named with `as`, its layers get that name with a number: `hidden1`, `hidden2`.",
            spec: """
                input: 30

                body:
                  - mlp 64-32, relu, as hidden

                head:
                  - fc 2
                """),
        calls: [
            .pytorch("Linear", note: " several times, with an activation between"),
            .keras("Dense", note: " several times"),
        ],
        expansion: { arguments in
            (arguments.widths("widths") ?? []).map { width in
                var layer = Call(LayerDefinition.dense.syntax, valuesOf: arguments)
                layer.values["units"] = .integer(width)
                return layer
            }
        })
}
