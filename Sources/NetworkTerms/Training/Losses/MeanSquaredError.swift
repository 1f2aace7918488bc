extension LossDefinition {
    /// Mean squared error.
    public static let meanSquaredError = LossDefinition(
        Syntax(
            key: "mean squared error",
            title: "mean squared error",
            summary: """
                The mean squared difference between the outputs and their targets: for numbers, and for autoencoders, \
                where it is the default.
                """,
            forms: [Syntax.Form("mean squared error")],
            parameters: [],
            example: Syntax.Example(notation: "mean squared error", longhand: "mean squared error:")),
        formula: "(output − target)²",
        source: "PyTorch's torch.nn.MSELoss",
        compares: .numbers,
        applies: .none,
        calls: [.pytorch("MSELoss", [:], [])])
}
