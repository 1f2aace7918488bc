extension LossDefinition {
    /// Binary cross entropy.
    public static let binaryCrossEntropy = LossDefinition(
        Syntax(
            key: "binary cross entropy",
            title: "binary cross entropy",
            summary: """
                Compares targets from 0 to 1 with the sigmoid of each output: for two classes with `fc 1`, for masks \
                of two classes with `1x1 conv, 1`, or for the pixels of an autoencoder, from 0 to 1. The loss applies \
                the sigmoid, so the network shouldn't end with one.
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
