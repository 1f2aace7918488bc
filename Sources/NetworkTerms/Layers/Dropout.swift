extension LayerDefinition {
    public static let dropout = LayerDefinition(
        syntax: Syntax(
            key: "dropout",
            title: "dropout",
            summary: """
                During training, sets each value to zero with this probability and scales up the others. Outside \
                training, it does nothing.
                """,
            forms: [Syntax.Form("dropout")],
            parameters: [.dropRate("The probability that a value is dropped.")],
            example: Syntax.Example(notation: "dropout 0.5", longhand: "dropout: {rate: 0.5}")),
        nameStem: "dropout",
        traits: [.dropsValues],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        idleness: { call, _ in call.decimal("rate") == 0 ? "a rate of 0 drops nothing" : nil },
        page: LayerPage(
            source: "Srivastava and others, Dropout, 2014",
            spec: """
                input: 400

                body:
                  - fc 120, relu
                  - dropout 0.5
                  - fc 10
                """),
        calls: [
            .pytorch("Dropout", [:], [FrameworkCall.Argument("p", sets: "rate", default: "0.5"), .ignored("inplace")]),
            .keras("Dropout", [:], ["rate"]),
        ])
}

/// What the layers that drop something during training share.
extension ParameterDefinition {
    static func dropRate(_ documentation: String) -> ParameterDefinition {
        ParameterDefinition("rate", .decimal(.fraction), isRequired: true, documentation, notation: .trailing)
    }
}
