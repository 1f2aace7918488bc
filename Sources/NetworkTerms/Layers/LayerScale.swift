extension LayerDefinition {
    public static let layerScale = LayerDefinition(
        syntax: Syntax(
            key: "layer scale",
            title: "layer scale",
            summary: "Multiplies each channel by a learned factor that starts near zero.",
            forms: [Syntax.Form("layer scale")],
            parameters: [
                ParameterDefinition(
                    "start", .decimal(.positive), default: .decimal(1e-6), "The factor before training.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "layer scale 1e-6", longhand: "layer scale: {start: 1e-6}")),
        nameStem: "scale",
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        costs: LayerCosts(
            parameters: "channels",
            cost: { _, sizes in Cost(parameters: sizes.input.channels, multiplyAccumulates: 0) }),
        page: LayerPage(
            source: "Touvron and others, Going deeper with image transformers, 2021",
            spec: """
                input: 14x14x96

                body:
                  - residual:
                      - 7x7 depthwise conv, pad 3
                      - layer norm, epsilon 1e-6
                      - 1x1 conv, 384, gelu
                      - 1x1 conv, 96
                      - layer scale 1e-6
                """),
        calls: [.pytorch("layer_scale", note: " of torchvision's ConvNeXt, a parameter that is multiplied")])
}
