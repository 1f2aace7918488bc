extension LayerDefinition {
    public static let softmax = LayerDefinition(
        syntax: Syntax(
            key: "softmax",
            title: "softmax",
            summary: """
                Turns the channels at each position of a map, or the units of a vector, into probabilities. A classifier \
                doesn't need it at its end, because the loss applies it.
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
