import Basics

extension LayerDefinition {
    public static let pixelUnshuffle = LayerDefinition(
        syntax: Syntax(
            key: "pixel unshuffle",
            title: "pixel unshuffle",
            summary: """
                Turns pixels into channels: each square of factor x factor pixels becomes that many channels of one \
                pixel. It undoes `pixel shuffle`, and nothing is lost, unlike in pooling.
                """,
            forms: [Syntax.Form("pixel unshuffle")],
            parameters: [
                ParameterDefinition(
                    "factor", .integer(minimum: 1), isRequired: true,
                    "The factor by which height and width shrink. It must divide both.", notation: .trailing)
            ],
            example: Syntax.Example(notation: "pixel unshuffle 2", longhand: "pixel unshuffle: {factor: 2}")),
        nameStem: "unshuffle",
        traits: [.movesValues],
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input / factor, channels * factor^2",
            relation: { arguments in
                let factor = arguments.integer("factor") ?? 1
                return .map(
                    PerAxis(uniform: .divided(by: factor)),
                    channels: .multiplied(by: product(factor, factor) ?? .max))
            }),
        idleness: { call, _ in call.integer("factor") == 1 ? "a factor of 1 moves nothing" : nil },
        page: LayerPage(
            source: "PyTorch, PixelUnshuffle; Shi and others, Real-time single image and video super-resolution, 2016",
            note: """
                The channels are in PyTorch's order: the pixels of the square of one channel, row by row, then those \
                of the next. Keras has no such layer. TensorFlow's `tf.nn.space_to_depth` computes the same values in \
                another order: all channels of the first pixel, then those of the next. Weights trained after one \
                don't fit after the other.
                """,
            spec: """
                input: 32x32x3

                body:
                  - pixel unshuffle 2              # 16x16x12
                  - 3x3 conv, 64, pad 1, relu
                  - 3x3 conv, 12, pad 1
                  - pixel shuffle 2
                """),
        calls: [.pytorch("PixelUnshuffle", [:], [FrameworkCall.Argument("downscale_factor", sets: "factor")])])
}
