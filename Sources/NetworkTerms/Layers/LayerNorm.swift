import Basics

extension LayerDefinition {
    public static let layerNorm = LayerDefinition(
        syntax: Syntax(
            key: "layer norm",
            title: "layer normalization",
            summary: """
                Normalizes the channels at each position of a map, or the units of a vector, to mean 0 and variance 1, \
                then scales and shifts each by learned values. Works the same during and after training.
                """,
            forms: [Syntax.Form("layer norm")],
            parameters: [.epsilon],
            example: Syntax.Example(
                notation: "layer norm, epsilon 1e-6", longhand: "layer norm: {epsilon: 1e-6}")),
        nameStem: "norm",
        traits: [.standardizes],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        costs: LayerCosts(
            parameters: "2 * channels",
            cost: { _, sizes in
                product(2, sizes.input.channels).map { Cost(parameters: $0, multiplyAccumulates: 0) }
            }),
        page: LayerPage(
            source: "Ba, Kiros and Hinton, Layer normalization, 2016; over a map's channels as in ConvNeXt, 2022",
            spec: """
                input: 56x56x96

                body:
                  - 7x7 depthwise conv, pad 3
                  - layer norm, epsilon 1e-6
                  - 1x1 conv, 384, gelu
                """),
        calls: [
            .pytorch("LayerNorm", note: " over the channels: `LayerNorm2d` in torchvision"),
            .keras("LayerNormalization", note: " with `axis=-1`; its epsilon is 1e-3 by default"),
        ])
}

extension ParameterDefinition {
    /// What a normalization adds to the variance.
    static let epsilon = ParameterDefinition(
        "epsilon", .decimal(.positive), default: .decimal(1e-5), "Added to the variance.",
        notation: .keyword("epsilon"))
}
