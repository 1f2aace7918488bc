extension ScheduleDefinition {
    /// A constant rate.
    public static let constant = ScheduleDefinition(
        key: "constant",
        title: "constant rate",
        summary: "The learning rate stays the same.",
        example: Syntax.Example(notation: "constant, warmup 1 epoch", longhand: "constant: {warmup: 1}"),
        formula: "multiplier = 1",
        factor: { _, _ in 1 })
}
