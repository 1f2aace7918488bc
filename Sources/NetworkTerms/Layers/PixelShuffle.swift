import Basics

extension LayerDefinition {
    public static let pixelShuffle = LayerDefinition(
        syntax: Syntax(
            key: "pixel shuffle",
            title: "pixel shuffle",
            summary: """
                Turns channels into pixels: each group of factor x factor channels becomes squares of pixels in one \
                channel.
                """,
            forms: [Syntax.Form("pixel shuffle")],
            parameters: [
                ParameterDefinition(
                    "factor", .integer(minimum: 1), isRequired: true, "The factor by which height and width grow.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "pixel shuffle 2", longhand: "pixel shuffle: {factor: 2}")),
        nameStem: "shuffle",
        traits: [.movesValues, .enlargesMaps],
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input * factor, channels / factor^2",
            relation: { arguments in
                let factor = arguments.integer("factor") ?? 1
                return .map(
                    PerAxis(uniform: .linear(factor: factor, offset: 0)),
                    channels: .divided(by: product(factor, factor) ?? .max))
            },
            field: { arguments in
                let factor = arguments.integer("factor") ?? 1
                return PerAxis(uniform: .repeated(factor))
            },
            divisors: { arguments, _ in
                let factor = arguments.integer("factor") ?? 1
                return [Divisor("factor", product(factor, factor) ?? .max, isFree: false)]
            }),
        page: LayerPage(
            source: "Shi and others, Real-time single image and video super-resolution, 2016",
            spec: """
                input: 16x16x64

                body:
                  - 3x3 conv, 12, pad 1
                  - pixel shuffle 2
                """),
        calls: [.pytorch("PixelShuffle", [:], [FrameworkCall.Argument("upscale_factor", sets: "factor")])])
}
