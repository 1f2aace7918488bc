import Basics

extension LayerDefinition {
    public static let groupNorm = LayerDefinition(
        syntax: Syntax(
            key: "group norm",
            title: "group normalisation",
            summary: """
                Brings each group of channels, over all places of a sample, to mean 0 and variance 1, then scales and \
                shifts each channel by learnt values. With as many groups as channels it is instance normalisation.
                """,
            forms: [Syntax.Form("group norm"), Syntax.Form("instance norm", presets: ["groups": .channels])],
            parameters: [
                ParameterDefinition(
                    "groups", .groups, isRequired: true, "In how many groups the channels are divided.",
                    notation: .trailing),
                .epsilon,
            ],
            example: Syntax.Example(notation: "group norm 8", longhand: "group norm: {groups: 8}")),
        nameStem: "norm",
        sizeFormula: "input",
        source: "Wu and He, Group normalization, 2018",
        page: LayerPage(
            parameters: "2 * channels",
            pytorch: "`GroupNorm`; `InstanceNorm2d(affine=True)`",
            keras: "`GroupNormalization`; its epsilon is 1e-3 by default",
            note: "The groups have to divide the channels.",
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 32, pad 1, no bias
                  - group norm 8
                  - relu
                """),
        size: { _ in .same },
        field: { _ in (.whole, .whole) },
        divisors: { arguments, channels in [Divisor("groups", arguments.groups(ofChannels: channels))] },
        cost: { _, sizes in product(2, sizes.input.channels).map { Cost(parameters: $0, multiplyAccumulates: 0) } },
        call: { arguments, _ in
            var call = RuntimeCall(arguments["groups"] == .channels ? "instanceNorm" : "groupNorm")
            call.pass("groups", arguments.integer("groups").map { .integer($0) })
            call.pass("epsilon", arguments.decimal("epsilon").map { .decimal($0) }, default: .decimal(1e-5))
            return call
        })
}
