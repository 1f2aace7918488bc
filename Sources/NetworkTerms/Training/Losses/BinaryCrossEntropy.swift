extension LossDefinition {
    /// Binary cross entropy.
    public static let binaryCrossEntropy = LossDefinition(
        Syntax(
            key: "binary cross entropy",
            title: "binary cross entropy",
            summary: """
                Between targets from 0 to 1 and the sigmoid of each output: two classes told apart by `fc 1`, or the pixels of \
                an autoencoder, from 0 to 1. The network ends without a sigmoid of its own.
                """,
            forms: [Syntax.Form("binary cross entropy")],
            parameters: [],
            example: Syntax.Example(notation: "binary cross entropy", longhand: "binary cross entropy:")),
        formula: "−target · log sigmoid(output) − (1 − target) · log (1 − sigmoid(output))",
        source: "PyTorch's torch.nn.BCEWithLogitsLoss",
        compares: .shares,
        applies: .sigmoid,
        calls: [.pytorch("BCEWithLogitsLoss", [:], [])])
}
