import Basics

extension ScheduleDefinition {
    /// Step decay.
    public static let step = ScheduleDefinition(
        key: "step",
        title: "step decay",
        summary: "The learning rate is multiplied by a factor at regular intervals.",
        parameters: [
            ParameterDefinition(
                "every", .integer(minimum: 1), isRequired: true, unit: "epochs", "The number of epochs per step.",
                notation: .keyword("every")),
            ParameterDefinition(
                "factor", .decimal(.positive), default: .decimal(0.1), "The factor for the rate.",
                notation: .keyword("factor")),
        ],
        example: Syntax.Example(
            notation: "step, every 30 epochs, factor 0.1", longhand: "step: {every: 30, factor: 0.1}"),
        formula: "multiplier = factor to the power of ⌊epoch / every⌋",
        source: "PyTorch's torch.optim.lr_scheduler.StepLR",
        labels: ["every": "everyEpochs"],
        interval: "every",
        words: { call in
            let every = call.integer("every") ?? 1
            return "times \(call["factor"]?.text ?? "") every \(every == 1 ? "epoch" : counted(every, "epoch"))"
        },
        factor: { call, position in
            guard let every = call.integer("every"), let factor = call.decimal("factor") else { return .nan }
            return factor.raised(
                to: (position.step / (Double(max(1, every)) * position.stepsPerEpoch)).rounded(.down))
        })
}
