extension Syntax {
    public static let constant = Syntax(
        key: "constant",
        title: "constant rate",
        summary: "The learning rate stays as it is.",
        forms: [Form("constant")],
        parameters: [.warmup],
        example: Example(notation: "constant, warmup 1 epoch", longhand: "constant: {warmup: 1}"))

    public static let step = Syntax(
        key: "step",
        title: "step decay",
        summary: "The learning rate is multiplied by a factor every so many epochs.",
        forms: [Form("step")],
        parameters: [
            ParameterDefinition(
                "every", .integer(minimum: 1), isRequired: true, unit: "epochs", "How many epochs one step lasts.",
                notation: .keyword("every")),
            ParameterDefinition(
                "factor", .decimal(.positive), default: .decimal(0.1), "What the rate is multiplied by.",
                notation: .keyword("factor")),
            .warmup,
        ],
        example: Example(
            notation: "step, every 30 epochs, factor 0.1", longhand: "step: {every: 30, factor: 0.1}"))

    public static let cosine = Syntax(
        key: "cosine",
        title: "cosine decay",
        summary: "The learning rate falls to zero along half a cosine (Loshchilov and Hutter, SGDR, 2017).",
        forms: [Form("cosine")],
        parameters: [.warmup],
        example: Example(notation: "cosine, warmup 1 epoch", longhand: "cosine: {warmup: 1}"))
}

extension ParameterDefinition {
    static let warmup = ParameterDefinition(
        "warmup", .decimal(.notNegative), default: .decimal(0), unit: "epochs",
        "Over how many epochs the rate first rises from zero.", notation: .keyword("warmup"))
}
