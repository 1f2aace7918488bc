extension LossDefinition {
    /// Cross entropy.
    public static let crossEntropy = LossDefinition(
        Syntax(
            key: "cross entropy",
            title: "cross entropy",
            summary: """
                Between the class and the softmax of the output, one number a class; of a feature map for each pixel by \
                itself. The network ends without a softmax of its own. What is used where nothing is written.
                """,
            forms: [Syntax.Form("cross entropy")],
            parameters: [
                ParameterDefinition(
                    "smoothing", .decimal(.fraction), default: .decimal(0),
                    "The share of the target that is spread over all classes (Szegedy and others, 2016).",
                    notation: .keyword("smoothing"))
            ],
            example: Syntax.Example(
                notation: "cross entropy, smoothing 0.1", longhand: "cross entropy: {smoothing: 0.1}")),
        formula: "−∑ target · log softmax(output), target = (1 − smoothing) · [the class] + smoothing / classes",
        source: "PyTorch's torch.nn.CrossEntropyLoss; smoothing: https://arxiv.org/abs/1512.00567",
        compares: .classes,
        applies: .softmax,
        calls: [
            .pytorch(
                "CrossEntropyLoss", [:],
                [FrameworkCall.Argument("label_smoothing", .parameter("smoothing"), isKeyword: true)])
        ])
}
