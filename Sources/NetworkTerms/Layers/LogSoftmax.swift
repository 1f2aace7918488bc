extension LayerDefinition {
    public static let logSoftmax = LayerDefinition(
        syntax: Syntax(
            key: "log softmax",
            title: "log softmax",
            summary: """
                Turns the channels at each position of a map, or the units of a vector, into the logarithms of \
                probabilities, without computing the probabilities, which may be too small for a number. The loss \
                `negative log likelihood` needs it at the end of a classifier; `cross entropy` applies it itself.
                """,
            forms: [Syntax.Form("log softmax")],
            parameters: [],
            example: Syntax.Example(notation: "log softmax", longhand: "log softmax: {}")),
        nameStem: "softmax",
        traits: [.givesLogProbabilities],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        page: LayerPage(
            source: "PyTorch, LogSoftmax",
            note: "Keras has a function instead of a layer, `keras.activations.log_softmax`.",
            spec: """
                input: 30

                body:
                  - fc 16, relu
                  - fc 3
                  - log softmax
                """),
        calls: [.pytorch("LogSoftmax", [:], [.only("1", "-1", for: "dim")], note: " with `dim=1`")])
}
