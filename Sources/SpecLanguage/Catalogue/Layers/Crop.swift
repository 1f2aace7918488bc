extension LayerDefinition {
    public static let crop = LayerDefinition(
        syntax: Syntax(
            key: "crop",
            title: "cropping",
            summary: """
                Leaves out rows and columns: as many on each side (`1`), by height and width (`1x2`), before and behind \
                (`0-1`), or top, bottom, left and right (`0-1-2-3`).
                """,
            forms: [Syntax.Form("crop")],
            parameters: [
                ParameterDefinition(
                    "margin", .margin, isRequired: true, unit: "pixels", "What is left out on each side.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "crop 4", longhand: "crop: {margin: 4}")),
        nameStem: "crop",
        inputRank: .featureMap,
        sizeFormula: "input - margin",
        source: "Ronneberger, Fischer and Brox, U-Net, 2015",
        size: { $0.framed(by: -1) },
        field: { $0.moved(by: 1) },
        call: { arguments, _ in
            var call = RuntimeCall("crop")
            call.pass(nil, arguments.margin("margin").map { .padding($0) }, from: "margin")
            return call
        })
}
