import Basics

extension LayerDefinition {
    public static let zeroPad = LayerDefinition(
        syntax: Syntax(
            key: "zero pad",
            title: "zero padding",
            summary: """
                Adds rows and columns of zeros: the same number on each side (`1`), by height and width (`1x2`), before \
                and after (`0-1`), or top, bottom, left, and right (`0-1-2-3`).
                """,
            forms: [Syntax.Form("zero pad")],
            parameters: [.frame("The pixels added on each side.")],
            example: Syntax.Example(notation: "zero pad 0-1", longhand: "zero pad: {margin: 0-1}")),
        nameStem: "pad",
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input + margin",
            relation: { $0.framed(by: 1) },
            field: { $0.moved(by: -1) }),
        idleness: { _, sizes in sizes.input == sizes.output ? "the size stays the same" : nil },
        page: LayerPage(
            source: "PyTorch, ZeroPad2d",
            spec: """
                input: 224x224x3

                body:
                  - zero pad 0-1        # a row below, a column to the right
                  - 3x3 conv, 32, /2
                """),
        calls: [
            .pytorch(
                "ZeroPad2d", [:], [FrameworkCall.Argument("padding", sets: "margin")],
                note: ", which takes left, right, top, bottom"),
            .keras("ZeroPadding2D", [:], [FrameworkCall.Argument("padding", sets: "margin", default: "1")]),
        ],
        builder: Builder(unlabeled: "margin"))
}

/// What the layers that add or remove a border share.
extension ParameterDefinition {
    static func frame(_ documentation: String) -> ParameterDefinition {
        ParameterDefinition(
            "margin", .margin, isRequired: true, unit: "pixels", documentation, notation: .trailing)
    }
}

extension Call {
    /// A map with the margin added or removed.
    func framed(by sign: Int) -> SizeRelation {
        let margin = margin("margin") ?? .none
        return .map(
            margin.before.combined(with: margin.after) { before, after in
                .linear(factor: 1, offset: sum(before, after).map { sign * $0 })
            }, channels: .same)
    }
    /// A map whose positions are shifted by the margin before it.
    func moved(by sign: Int) -> PerAxis<FieldRelation> {
        (margin("margin") ?? .none).before.map { .shifted(by: sign * $0) }
    }
}
