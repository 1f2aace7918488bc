import Basics

extension ScheduleDefinition {
    /// Cosine decay.
    public static let cosine = ScheduleDefinition(
        key: "cosine",
        title: "cosine decay",
        summary: "The learning rate decreases to zero along half a cosine (Loshchilov and Hutter, SGDR, 2017).",
        example: Syntax.Example(notation: "cosine, warmup 1 epoch", longhand: "cosine: {warmup: 1}"),
        formula: "multiplier = ½ · (1 + cos(π · step / steps))",
        source: "Loshchilov and Hutter, SGDR, 2017, https://arxiv.org/abs/1608.03983; PyTorch's CosineAnnealingLR",
        factor: { _, position in
            guard position.step < position.steps else { return 0 }
            return 0.5 * (1 + (Double.pi * position.step / position.steps).cosine)
        })
}
