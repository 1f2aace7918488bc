extension LayerDefinition {
    public static let activation = LayerDefinition(
        syntax: Syntax(
            key: "activation",
            title: "activation",
            summary: "A function of each value by itself, which lets layers do more than one matrix could.",
            // `leaky relu` is a layer of its own, for it has a slope.
            forms: Activation.words.filter { $0 != "leaky relu" }.map { Syntax.Form($0, presets: ["kind": .word($0)]) },
            parameters: [
                ParameterDefinition("kind", .word(Activation.words), isRequired: true, "The function.")
            ],
            example: Syntax.Example(notation: "relu", longhand: "activation: {kind: relu}")),
        nameStem: "activation",
        sizeFormula: "input",
        source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 6.3",
        page: LayerPage(
            pytorch: "`ReLU`, `ReLU6`, `Sigmoid`, `Tanh`, `GELU`, `SiLU`, `Hardswish`, `ELU`, `Mish`, `Hardsigmoid`",
            keras: "`Activation`, by name",
            note: """
                Behind a convolution or a fully connected layer it may stand in the same line: `3x3 conv, 64, \
                relu`. `gelu` is the exact one, with the error function; `elu` falls to -1.
                """,
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 16, pad 1, no bias
                  - batch norm
                  - hard swish
                  - 3x3 conv, 16, pad 1, relu
                """),
        size: { _ in .same },
        builder: Builder(unlabeled: "kind"))
}

extension ParameterDefinition {
    /// The activation that a layer applies to its output.
    static let activation = ParameterDefinition(
        "activation", .word(Activation.words), "Applied to the output: \(Activation.words.joined(separator: ", ")).",
        notation: .itself)
}
