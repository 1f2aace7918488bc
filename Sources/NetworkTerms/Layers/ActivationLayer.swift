extension LayerDefinition {
    public static let activation = LayerDefinition(
        syntax: Syntax(
            key: "activation",
            title: "activation",
            summary: """
                Applies a function to each value by itself, so that stacked layers can do more than a single matrix \
                could.
                """,
            // `leaky relu` is a layer of its own because it has a slope.
            forms: Activation.words.filter { $0 != "leaky relu" }.map { Syntax.Form($0, presets: ["kind": .word($0)]) },
            parameters: [
                ParameterDefinition("kind", .word(Activation.words), isRequired: true, "The function.")
            ],
            example: Syntax.Example(notation: "relu", longhand: "activation: {kind: relu}")),
        nameStem: "activation",
        traits: [.isActivation],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        activation: { $0.activation("kind") },
        page: LayerPage(
            source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 6.3",
            note: """
                After a convolution or a fully connected layer, it can be written on the same line: `3x3 conv, 64, \
                relu`. `gelu` is the exact version, with the error function; `elu` approaches -1 for large negative \
                values.
                """,
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 16, pad 1, no bias
                  - batch norm
                  - hard swish
                  - 3x3 conv, 16, pad 1, relu
                """),
        calls: [
            .pytorch("ReLU", ["kind": "relu"], [.ignored("inplace", isKeyword: true)]),
            .pytorch("ReLU6", ["kind": "relu6"], [.ignored("inplace", isKeyword: true)]),
            .pytorch("Sigmoid", ["kind": "sigmoid"], []), .pytorch("Tanh", ["kind": "tanh"], []),
            .pytorch("GELU", ["kind": "gelu"], [.only("none", for: "approximate")]),
            .pytorch("SiLU", ["kind": "silu"], [.ignored("inplace", isKeyword: true)]),
            .pytorch("Hardswish", ["kind": "hard swish"], [.ignored("inplace", isKeyword: true)]),
            .pytorch("ELU", ["kind": "elu"], [.only("1.0", "1", for: "alpha"), .ignored("inplace")]),
            .pytorch("Mish", ["kind": "mish"], [.ignored("inplace", isKeyword: true)]),
            .pytorch("Hardsigmoid", ["kind": "hard sigmoid"], [.ignored("inplace", isKeyword: true)]),
            .keras("Activation", [:], [FrameworkCall.Argument("activation", sets: "kind")], note: "by name"),
            .keras("ReLU", ["kind": "relu"], []), .keras("ELU", ["kind": "elu"], [.only("1.0", "1", for: "alpha")]),
        ],
        builder: Builder(unlabeled: "kind"))
}

extension ParameterDefinition {
    /// The activation that a layer applies to its output.
    static let activation = ParameterDefinition(
        "activation", .word(Activation.words),
        "Applied to the output: \(Activation.words.joined(separator: ", ")). `leaky relu 0.1` sets the slope.",
        notation: .itself)
}
