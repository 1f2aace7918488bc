extension Syntax {
    public static let sgd = Syntax(
        key: "sgd",
        title: "stochastic gradient descent",
        summary: "Steps against the gradient, with momentum. Decay is added to the gradient (L2).",
        forms: [Form("sgd")],
        parameters: [
            ParameterDefinition(
                "rate", .decimal(.positive), default: .decimal(0.05), "The learning rate.", notation: .keyword("rate")),
            ParameterDefinition(
                "momentum", .decimal(.fraction), default: .decimal(0.9), "How much of the last step is kept.",
                notation: .keyword("momentum")),
            ParameterDefinition(
                "decay", .decimal(.notNegative), default: .decimal(0), "Weight decay.", notation: .keyword("decay")),
            ParameterDefinition(
                "nesterov", .boolean, default: .boolean(false), "Looks ahead along the momentum.",
                notation: .flag("nesterov", .boolean(true))),
        ],
        example: Example(notation: "sgd, rate 0.1, momentum 0.9", longhand: "sgd: {rate: 0.1, momentum: 0.9}"))

    public static let adamW = Syntax(
        key: "adamw",
        title: "AdamW",
        summary: """
            Steps by the gradient's mean over its root mean square, with weight decay apart from both (Loshchilov and \
            Hutter, 2019).
            """,
        forms: [Form("adamw")],
        parameters: [
            ParameterDefinition(
                "rate", .decimal(.positive), default: .decimal(1e-3), "The learning rate.", notation: .keyword("rate")),
            ParameterDefinition(
                "decay", .decimal(.notNegative), default: .decimal(0.01), "Weight decay.",
                notation: .keyword("decay")),
            ParameterDefinition(
                "beta1", .decimal(.fraction), default: .decimal(0.9), "How much of the mean is kept each step.",
                notation: .keyword("beta1")),
            ParameterDefinition(
                "beta2", .decimal(.fraction), default: .decimal(0.999), "How much of the mean square is kept.",
                notation: .keyword("beta2")),
            ParameterDefinition(
                "epsilon", .decimal(.positive), default: .decimal(1e-8), "Added to the root mean square.",
                notation: .keyword("epsilon")),
        ],
        example: Example(notation: "adamw, rate 1e-3, decay 0.01", longhand: "adamw: {rate: 1e-3, decay: 0.01}"))
}
