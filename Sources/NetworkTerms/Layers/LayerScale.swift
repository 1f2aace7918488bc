extension LayerDefinition {
    public static let layerScale = LayerDefinition(
        syntax: Syntax(
            key: "layer scale",
            title: "layer scale",
            summary: "Multiplies each channel by a learnt factor that begins near zero.",
            forms: [Syntax.Form("layer scale")],
            parameters: [
                ParameterDefinition(
                    "start", .decimal(.positive), default: .decimal(1e-6), "The factor before training.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "layer scale 1e-6", longhand: "layer scale: {start: 1e-6}")),
        nameStem: "scale",
        sizeFormula: "input",
        source: "Touvron and others, Going deeper with image transformers, 2021",
        page: LayerPage(
            parameters: "channels",
            pytorch: "a parameter that is multiplied, as `layer_scale` in torchvision's ConvNeXt",
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
        size: { _ in .same },
        cost: { _, sizes in Cost(parameters: sizes.input.channels, multiplyAccumulates: 0) })
}
