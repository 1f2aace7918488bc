extension LayerDefinition {
    public static let reflectPad = LayerDefinition(
        syntax: Syntax(
            key: "reflect pad",
            title: "reflection padding",
            summary: """
                Adds rows and columns that mirror those next to the edge, which isn't repeated: 3 2 | 1 2 3 | 2 1. The \
                margin is written as in `zero pad`.
                """,
            forms: [Syntax.Form("reflect pad")],
            parameters: [.frame("The pixels added on each side.")],
            example: Syntax.Example(notation: "reflect pad 1", longhand: "reflect pad: {margin: 1}")),
        nameStem: "pad",
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input + margin, for an input larger than the margin",
            relation: { $0.mirrored },
            field: { $0.moved(by: -1) }),
        idleness: { _, sizes in sizes.input == sizes.output ? "the size stays the same" : nil },
        page: LayerPage(
            source: "PyTorch, ReflectionPad2d",
            note: """
                Image-to-image networks use it, because zeros at the edges leave visible borders. A convolution after \
                it needs no padding of its own. Keras has no such layer; `tf.pad` with `mode="REFLECT"` computes the \
                same.
                """,
            spec: """
                input: 64x64x3

                body:
                  - reflect pad 3
                  - 7x7 conv, 32, relu
                  - reflect pad 1
                  - 3x3 conv, 64, /2, relu
                """),
        calls: [
            .pytorch(
                "ReflectionPad2d", [:], [FrameworkCall.Argument("padding", sets: "margin")],
                note: ", which takes left, right, top, bottom")
        ],
        builder: Builder(unlabeled: "margin"))
}

extension Call {
    /// A map with a margin that mirrors it.
    fileprivate var mirrored: SizeRelation {
        let margin = margin("margin") ?? .none
        return .map(
            margin.before.combined(with: margin.after) { .mirrored(before: $0, after: $1) }, channels: .same)
    }
}
