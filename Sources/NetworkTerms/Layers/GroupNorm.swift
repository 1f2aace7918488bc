import Basics

extension LayerDefinition {
    public static let groupNorm = LayerDefinition(
        syntax: Syntax(
            key: "group norm",
            title: "group normalization",
            summary: """
                Normalizes each group of channels, over all positions of a sample, to mean 0 and variance 1, then scales \
                and shifts each channel by learned values. With as many groups as channels, it is instance \
                normalization.
                """,
            forms: [Syntax.Form("group norm"), Syntax.Form("instance norm", presets: ["groups": .channels])],
            parameters: [
                ParameterDefinition(
                    "groups", .groups, isRequired: true, "The number of groups the channels are divided into.",
                    notation: .trailing),
                .epsilon,
            ],
            example: Syntax.Example(notation: "group norm 8", longhand: "group norm: {groups: 8}")),
        nameStem: "norm",
        traits: [.standardizes],
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same },
            field: { _ in PerAxis(uniform: .whole) },
            divisors: { arguments, channels in [Divisor("groups", arguments.groups(ofChannels: channels))] }),
        costs: LayerCosts(
            parameters: "2 * channels",
            cost: { _, sizes in
                product(2, sizes.input.channels).map { Cost(parameters: $0, multiplyAccumulates: 0) }
            }),
        page: LayerPage(
            source: "Wu and He, Group normalization, 2018",
            note: "The number of groups must divide the number of channels.",
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 32, pad 1, no bias
                  - group norm 8
                  - relu
                """),
        calls: [
            .pytorch(
                "GroupNorm", [:],
                [
                    FrameworkCall.Argument("num_groups", sets: "groups"), .inputSize("num_channels"),
                    FrameworkCall.Argument("eps", sets: "epsilon"),
                ]),
            .pytorch("InstanceNorm2d", ["groups": "channels"], note: " with `affine=True`"),
            .keras(
                "GroupNormalization", [:],
                [
                    "groups", .only("-1", for: "axis"),
                    FrameworkCall.Argument("epsilon", sets: "epsilon", default: "0.001"),
                ],
                note: "; its epsilon is 1e-3 by default"),
        ],
        builder: Builder(variants: [Builder.Variant(name: "instanceNorm", presets: ["groups": .channels])]))
}
