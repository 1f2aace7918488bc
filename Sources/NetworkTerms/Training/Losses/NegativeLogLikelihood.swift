extension LossDefinition {
    /// Negative log likelihood.
    public static let negativeLogLikelihood = LossDefinition(
        Syntax(
            key: "negative log likelihood",
            title: "negative log likelihood",
            summary: """
                The mean of the class's output with the opposite sign, for networks whose outputs are the logarithms of \
                probabilities, because they end with `log softmax`; for a feature map, each pixel separately. \
                `cross entropy` computes the same from outputs without a `log softmax`.
                """,
            forms: [Syntax.Form("negative log likelihood")],
            parameters: [],
            example: Syntax.Example(
                notation: "negative log likelihood", longhand: "negative log likelihood:")),
        formula: "−output of the class",
        source: "PyTorch's torch.nn.NLLLoss",
        compares: .classes,
        applies: .none,
        calls: [.pytorch("NLLLoss", [:], [])])
}
