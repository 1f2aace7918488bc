extension LayerDefinition {
    public static let batchNorm = LayerDefinition(
        syntax: Syntax(
            key: "batch norm",
            title: "batch normalisation",
            summary: """
                Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it by learnt \
                values. Outside training, running averages stand for the batch's.
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
        inputRank: .any,
        sizeFormula: "input",
        source: "Ioffe and Szegedy, Batch normalization, 2015",
        size: { _ in .same },
        cost: { _, sizes in
            product(2, sizes.input.channels).map { Cost(parameters: $0, multiplyAccumulates: 0) }
        },
        call: { arguments, _ in
            var call = RuntimeCall("batchNorm")
            call.pass("epsilon", arguments.decimal("epsilon").map { .decimal($0) }, default: .decimal(1e-5))
            call.pass("momentum", arguments.decimal("momentum").map { .decimal($0) }, default: .decimal(0.1))
            return call
        })
}
