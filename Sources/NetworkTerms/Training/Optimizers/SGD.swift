extension OptimizerDefinition {
    /// Stochastic gradient descent.
    public static let sgd = OptimizerDefinition(
        Syntax(
            key: "sgd",
            title: "stochastic gradient descent",
            summary: "Steps against the gradient, with momentum. Decay is added to the gradient (L2).",
            forms: [Syntax.Form("sgd")],
            parameters: [
                ParameterDefinition(
                    "rate", .decimal(.positive), default: .decimal(0.05), "The learning rate.",
                    notation: .keyword("rate")),
                ParameterDefinition(
                    "momentum", .decimal(.fraction), default: .decimal(0.9),
                    "The fraction of the previous step that is kept.",
                    notation: .keyword("momentum")),
                ParameterDefinition(
                    "decay", .decimal(.notNegative), default: .decimal(0), "Weight decay.", notation: .keyword("decay")
                ),
                ParameterDefinition(
                    "nesterov", .boolean, default: .boolean(false),
                    "Use Nesterov momentum, which looks ahead along the momentum.",
                    notation: .flag("nesterov", .boolean(true))),
            ],
            example: Syntax.Example(
                notation: "sgd, rate 0.1, momentum 0.9", longhand: "sgd: {rate: 0.1, momentum: 0.9}")),
        formula: """
            g ← gradient + decay · w
            v ← momentum · v + g         (v starts at 0)
            w ← w − rate · v             (nesterov: w − rate · (g + momentum · v))
            """,
        source: "PyTorch's torch.optim.SGD",
        stateTensors: { $0.decimal("momentum") == 0 ? [] : ["momentum"] },
        usualRates: UsualValues(1e-4...2, words: "1e-3 to 1"),
        usualDecays: UsualValues(0...0.02, words: "1e-5 to 1e-3"),
        calls: [
            .pytorch(
                "SGD", [:],
                [
                    FrameworkCall.Argument("params", .model),
                    FrameworkCall.Argument("lr", sets: "rate", default: "0.001"),
                    FrameworkCall.Argument("momentum", sets: "momentum", default: "0"), .only("0", for: "dampening"),
                    FrameworkCall.Argument("weight_decay", sets: "decay"), "nesterov",
                ]),
            .keras(
                "SGD", [:],
                [
                    FrameworkCall.Argument("learning_rate", sets: "rate", default: "0.01"),
                    FrameworkCall.Argument("momentum", sets: "momentum", default: "0"), "nesterov",
                    FrameworkCall.Argument("weight_decay", sets: "decay"),
                ]),
        ],
        mistake: { call in
            call.boolean("nesterov") == true && call.decimal("momentum") == 0
                ? CallMistake(
                    "momentum", "nesterov needs a momentum above 0",
                    help: "leave out `nesterov`, or use a momentum of 0.9")
                : nil
        },
        summary: { call in
            [
                "SGD", call.words("rate"), call.words(unlessZero: "momentum"), call.words("nesterov"),
                call.words(unlessZero: "decay"),
            ]
        })
}
