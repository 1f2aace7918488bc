extension LayerDefinition {
    public static let zeroPad = LayerDefinition(
        syntax: Syntax(
            key: "zero pad",
            title: "zero padding",
            summary: """
                Adds rows and columns of zeros: as many on each side (`1`), by height and width (`1x2`), before and behind \
                (`0-1`), or top, bottom, left and right (`0-1-2-3`).
                """,
            forms: [Syntax.Form("zero pad")],
            parameters: [
                ParameterDefinition(
                    "margin", .margin, isRequired: true, unit: "pixels", "What is added on each side.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "zero pad 0-1", longhand: "zero pad: {margin: 0-1}")),
        nameStem: "pad",
        inputRank: .featureMap,
        sizeFormula: "input + margin",
        source: "PyTorch, ZeroPad2d",
        size: { $0.framed(by: 1) },
        field: { $0.moved(by: -1) },
        call: { arguments, _ in
            var call = RuntimeCall("zeroPad")
            call.pass(nil, arguments.margin("margin").map { .padding($0) }, from: "margin")
            return call
        })
}

extension Arguments {
    /// A map with the margin added, or taken away.
    func framed(by sign: Int) -> SizeRelation {
        let margin = margin("margin") ?? .none
        func offset(_ before: Int, _ after: Int) -> Int? { sum(before, after).map { sign * $0 } }
        return .map(
            height: .linear(factor: 1, offset: offset(margin.top, margin.bottom)),
            width: .linear(factor: 1, offset: offset(margin.left, margin.right)), channels: .same)
    }
    /// A map whose places lie the margin before it further on, or less far.
    func moved(by sign: Int) -> (height: FieldRelation, width: FieldRelation) {
        let margin = margin("margin") ?? .none
        return (.shifted(by: sign * margin.top), .shifted(by: sign * margin.left))
    }
}
