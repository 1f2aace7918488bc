extension LayerDefinition {
    public static let replicatePad = LayerDefinition(
        syntax: Syntax(
            key: "replicate pad",
            title: "replication padding",
            summary: """
                Adds rows and columns that repeat the edge: 1 1 | 1 2 3 | 3 3. The margin is written as in `zero pad`.
                """,
            forms: [Syntax.Form("replicate pad")],
            parameters: [.frame("The pixels added on each side.")],
            example: Syntax.Example(notation: "replicate pad 1", longhand: "replicate pad: {margin: 1}")),
        nameStem: "pad",
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input + margin",
            relation: { $0.framed(by: 1) },
            field: { $0.moved(by: -1) }),
        idleness: { _, sizes in sizes.input == sizes.output ? "the size stays the same" : nil },
        page: LayerPage(
            source: "PyTorch, ReplicationPad2d",
            note: """
                A convolution after it needs no padding of its own. Keras has no such layer.
                """,
            spec: """
                input: 64x64x3

                body:
                  - replicate pad 1
                  - 3x3 conv, 32, relu
                """),
        calls: [
            .pytorch(
                "ReplicationPad2d", [:], [FrameworkCall.Argument("padding", sets: "margin")],
                note: ", which takes left, right, top, bottom")
        ],
        builder: Builder(unlabeled: "margin"))
}
