extension LayerDefinition {
    public static let softmax = LayerDefinition(
        syntax: Syntax(
            key: "softmax",
            title: "softmax",
            summary: """
                Turns the channels of each place of a map, or a vector's units, into probabilities. A classifier needs \
                none at its end: the loss takes the values before it.
                """,
            forms: [Syntax.Form("softmax")],
            parameters: [],
            example: Syntax.Example(notation: "softmax", longhand: "softmax: {}")),
        nameStem: "softmax",
        traits: [.givesProbabilities],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        page: LayerPage(
            source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 6.2.2.3",
            spec: """
                input: 30

                body:
                  - fc 16, relu
                  - fc 3
                  - softmax
                """),
        calls: [
            .pytorch("Softmax", [:], [.only("1", "-1", for: "dim")], note: " with `dim=1`"),
            .keras("Softmax", [:], [.only("-1", for: "axis")]),
        ])
}
