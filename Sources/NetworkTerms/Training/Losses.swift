extension Syntax {
    public static let crossEntropy = Syntax(
        key: "cross entropy",
        title: "cross entropy",
        summary: """
            Between the class and the softmax of the output, one number a class; of a feature map for each pixel by itself. \
            The network ends without a softmax of its own. What is used where nothing is written.
            """,
        forms: [Form("cross entropy")],
        parameters: [
            ParameterDefinition(
                "smoothing", .decimal(.fraction), default: .decimal(0),
                "The share of the target that is spread over all classes (Szegedy and others, 2016).",
                notation: .keyword("smoothing"))
        ],
        example: Example(
            notation: "cross entropy, smoothing 0.1", longhand: "cross entropy: {smoothing: 0.1}"))

    public static let meanSquaredError = Syntax(
        key: "mean squared error",
        title: "mean squared error",
        summary: """
            The mean over all outputs of the squared distance to their targets: for numbers, and for autoencoders, where it is \
            used unless another is written.
            """,
        forms: [Form("mean squared error")],
        parameters: [],
        example: Example(notation: "mean squared error", longhand: "mean squared error:"))

    public static let binaryCrossEntropy = Syntax(
        key: "binary cross entropy",
        title: "binary cross entropy",
        summary: """
            Between targets from 0 to 1 and the sigmoid of each output: two classes told apart by `fc 1`, or the pixels of an \
            autoencoder, from 0 to 1. The network ends without a sigmoid of its own.
            """,
        forms: [Form("binary cross entropy")],
        parameters: [],
        example: Example(notation: "binary cross entropy", longhand: "binary cross entropy:"))
}
