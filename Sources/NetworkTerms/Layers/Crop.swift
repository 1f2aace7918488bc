extension LayerDefinition {
    public static let crop = LayerDefinition(
        syntax: Syntax(
            key: "crop",
            title: "cropping",
            summary: """
                Removes rows and columns: the same number on each side (`1`), by height and width (`1x2`), before and \
                after (`0-1`), or top, bottom, left, and right (`0-1-2-3`).
                """,
            forms: [Syntax.Form("crop")],
            parameters: [.frame("The pixels removed on each side.")],
            example: Syntax.Example(notation: "crop 4", longhand: "crop: {margin: 4}")),
        nameStem: "crop",
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input - margin",
            relation: { $0.framed(by: -1) },
            field: { $0.moved(by: 1) }),
        idleness: { _, sizes in sizes.input == sizes.output ? "the size stays the same" : nil },
        page: LayerPage(
            source: "Ronneberger, Fischer and Brox, U-Net, 2015",
            note: "To crop a named map to the current size, write `concat NAME, crop`.",
            spec: """
                input: 64x64x16

                body:
                  - crop 4
                  - crop 0-1-2-3
                """),
        calls: [.pytorch("nn.functional.pad", note: " with negative numbers"), .keras("Cropping2D")],
        builder: Builder(unlabeled: "margin"))
}
