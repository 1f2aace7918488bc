extension OptimizerDefinition {
    /// AdamW.
    public static let adamW = OptimizerDefinition(
        Syntax(
            key: "adamw",
            title: "AdamW",
            summary: """
                Steps by the running mean of the gradient divided by its root mean square, with decoupled weight decay \
                (Loshchilov and Hutter, 2019).
                """,
            forms: [Syntax.Form("adamw")],
            parameters: [
                ParameterDefinition(
                    "rate", .decimal(.positive), default: .decimal(1e-3), "The learning rate.",
                    notation: .keyword("rate")),
                ParameterDefinition(
                    "decay", .decimal(.notNegative), default: .decimal(0.01), "Weight decay.",
                    notation: .keyword("decay")),
                ParameterDefinition(
                    "beta1", .decimal(.fraction), default: .decimal(0.9),
                    "The fraction of the gradient's running mean that each step keeps.",
                    notation: .keyword("beta1")),
                ParameterDefinition(
                    "beta2", .decimal(.fraction), default: .decimal(0.999),
                    "The fraction of the running mean square that each step keeps.",
                    notation: .keyword("beta2")),
                ParameterDefinition(
                    "epsilon", .decimal(.positive), default: .decimal(1e-8), "Added to the root mean square.",
                    notation: .keyword("epsilon")),
            ],
            example: Syntax.Example(
                notation: "adamw, rate 1e-3, decay 0.01", longhand: "adamw: {rate: 1e-3, decay: 0.01}")),
        formula: """
            w ← w − rate · decay · w
            m ← beta1 · m + (1 − beta1) · gradient
            v ← beta2 · v + (1 − beta2) · gradient²
            w ← w − rate · (m / (1 − beta1ᵗ)) / (√(v / (1 − beta2ᵗ)) + epsilon)         (t: the step, from 1)
            """,
        source: "Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019, https://arxiv.org/abs/1711.05101",
        name: "adamW",
        stateTensors: { _ in ["firstMoment", "secondMoment"] },
        usualRates: UsualValues(1e-6...0.05, words: "1e-4 to 1e-2"),
        usualDecays: UsualValues(0...1, words: "0.001 to 0.3"),
        calls: [
            .pytorch("AdamW", [:], adamArguments(framework: .pytorch, decay: "0.01")),
            .keras("AdamW", [:], adamArguments(framework: .keras, decay: "0.004")),
            // Without decay, Adam and AdamW are the same.
            .pytorch("Adam", ["decay": "0"], adamArguments(framework: .pytorch, decay: nil), note: " with `decay 0`"),
            .keras("Adam", ["decay": "0"], adamArguments(framework: .keras, decay: nil), note: " with `decay 0`"),
        ],
        summary: { call in
            let hasBetas = call.differsFromDefault("beta1") || call.differsFromDefault("beta2")
            let betas = [call["beta1"], call["beta2"]].compactMap(\.?.text).joined(separator: " and ")
            return [
                "AdamW", call.words("rate"), hasBetas ? "betas \(betas)" : nil,
                call.differsFromDefault("epsilon") ? call.words("epsilon") : nil, call.words(unlessZero: "decay"),
            ]
        })

    /// The arguments of Adam and AdamW.
    ///
    /// - Parameter decay: the default weight decay; nil without one.
    private static func adamArguments(
        framework: FrameworkCall.Framework, decay: String?
    ) -> [FrameworkCall.Argument] {
        let rate: [FrameworkCall.Argument] =
            switch framework {
            case .pytorch:
                [
                    FrameworkCall.Argument("params", .model), FrameworkCall.Argument("lr", sets: "rate"),
                    .only("0.9x0.999", for: "betas"), FrameworkCall.Argument("eps", sets: "epsilon"),
                ]
            case .keras:
                [FrameworkCall.Argument("learning_rate", sets: "rate")]
            }
        let moments: [FrameworkCall.Argument] =
            switch framework {
            case .pytorch: []
            case .keras:
                [
                    FrameworkCall.Argument("beta_1", sets: "beta1"), FrameworkCall.Argument("beta_2", sets: "beta2"),
                    FrameworkCall.Argument("epsilon", sets: "epsilon"),
                ]
            }
        let decays = decay.map { FrameworkCall.Argument("weight_decay", sets: "decay", default: $0) }
        // Keras's AdamW has its decay before the moments.
        return rate + (decays.map { [$0] } ?? []) + moments
    }
}
