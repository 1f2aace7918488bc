extension LayerDefinition {
    public static let localResponseNorm = LayerDefinition(
        syntax: Syntax(
            key: "local response norm",
            title: "local response normalization",
            summary: """
                Divides each value by (k + alpha / size * sum of squares) ^ beta, where the sum is over the values at \
                the same position in `size` neighboring channels.
                """,
            forms: [Syntax.Form("local response norm")],
            parameters: [
                ParameterDefinition(
                    "size", .integer(minimum: 1), default: .integer(5), unit: "channels",
                    "The number of neighboring channels in the sum; must be odd.", notation: .keyword("size")),
                ParameterDefinition(
                    "alpha", .decimal(.notNegative), default: .decimal(1e-4), "The weight of the sum.",
                    notation: .keyword("alpha")),
                ParameterDefinition(
                    "beta", .decimal(.notNegative), default: .decimal(0.75), "The exponent.",
                    notation: .keyword("beta")),
                ParameterDefinition(
                    "k", .decimal(.positive), default: .decimal(1), "Added to the sum.", notation: .keyword("k")),
            ],
            example: Syntax.Example(
                notation: "local response norm, size 5, k 2", longhand: "local response norm: {size: 5, k: 2}")),
        nameStem: "norm",
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input",
            relation: { _ in .same },
            mistake: { arguments in
                guard let size = arguments.integer("size"), size % 2 == 0 else { return nil }
                return CallMistake(
                    "size", "a window of \(size) channels has no middle",
                    help: "write an odd number, such as \(size - 1) or \(size == .max ? size : size + 1)")
            }),
        page: LayerPage(
            source: "Krizhevsky, Sutskever and Hinton, ImageNet classification with deep CNNs, 2012, section 3.3",
            spec: """
                input: 27x27x96

                body:
                  - local response norm, size 5, alpha 1e-4, beta 0.75, k 2
                  - 3x3 max pool, /2
                """),
        calls: [.pytorch("LocalResponseNorm", [:], ["size", "alpha", "beta", "k"])])
}
