extension LossDefinition {
    /// Cross entropy.
    public static let crossEntropy = LossDefinition(
        Syntax(
            key: "cross entropy",
            title: "cross entropy",
            summary: """
                Compares the class with the softmax of the output, which has one number per class; for a feature map, \
                each pixel separately. The loss applies the softmax, so the network shouldn't end with one. The \
                default for labels.
                """,
            forms: [Syntax.Form("cross entropy")],
            parameters: [
                ParameterDefinition(
                    "smoothing", .decimal(.fraction), default: .decimal(0),
                    "The fraction of the target that is spread over all classes (Szegedy and others, 2016).",
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
