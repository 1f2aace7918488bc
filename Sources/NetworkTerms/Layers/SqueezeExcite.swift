import Basics

extension LayerDefinition {
    public static let squeezeExcite = LayerDefinition(
        syntax: Syntax(
            key: "squeeze-excite",
            title: "squeeze and excitation",
            summary: """
                Scales each channel by a gate computed from the means of all channels: global average pooling, a 1x1 \
                convolution to the given number of units with the activation, and another back to the channels with the \
                gate function.
                """,
            forms: [Syntax.Form("squeeze-excite")],
            parameters: [
                ParameterDefinition(
                    "units", .count, isRequired: true, unit: "units",
                    "The channels between the two convolutions.", notation: .trailing),
                ParameterDefinition(
                    "activation", .word(Activation.words), default: .word("relu"),
                    "Applied after the first convolution.", notation: .itself),
                ParameterDefinition(
                    "gate", .word(Activation.words), default: .word("sigmoid"), "Applied after the second convolution.",
                    notation: .keyword("gate")),
            ],
            example: Syntax.Example(
                notation: "squeeze-excite 16, silu, gate sigmoid",
                longhand: "squeeze-excite: {units: 16, activation: silu, gate: sigmoid}")),
        nameStem: "gate",
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input",
            relation: { _ in .same },
            field: { _ in PerAxis(uniform: .whole) }),
        costs: LayerCosts(
            parameters: "2 * channels * units + units + channels",
            multiplyAccumulates: "2 * channels * units",
            cost: { arguments, sizes in
                guard let units = arguments.integer("units"), let weights = product(2, sizes.input.channels, units),
                    let parameters = sum(weights, units, sizes.input.channels)
                else { return nil }
                return Cost(parameters: parameters, multiplyAccumulates: weights)
            }),
        page: LayerPage(
            source: "Hu, Shen and Sun, Squeeze-and-excitation networks, 2018",
            note: """
                Published networks derive the number of units from different channels: MobileNetV3 from the expanded \
                ones, EfficientNet from those before the expansion.
                """,
            spec: """
                input: 14x14x96

                body:
                  - 3x3 depthwise conv, pad 1, no bias
                  - batch norm
                  - silu
                  - squeeze-excite 24, silu
                """),
        calls: [.pytorch("SqueezeExcitation", note: " of torchvision")])
}
