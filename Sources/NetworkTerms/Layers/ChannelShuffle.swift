extension LayerDefinition {
    public static let channelShuffle = LayerDefinition(
        syntax: Syntax(
            key: "channel shuffle",
            title: "channel shuffle",
            summary:
                """
                Interleaves the channels of the groups, so that the next grouped layer sees channels from all of them.
                """,
            forms: [Syntax.Form("channel shuffle")],
            parameters: [
                ParameterDefinition(
                    "groups", .count, isRequired: true, "The number of groups to interleave.",
                    notation: .trailing)
            ],
            example: Syntax.Example(notation: "channel shuffle 2", longhand: "channel shuffle: {groups: 2}")),
        nameStem: "shuffle",
        traits: [.movesValues],
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input",
            relation: { _ in .same },
            divisors: { arguments, channels in [Divisor("groups", arguments.groups(ofChannels: channels))] }),
        page: LayerPage(
            source: "Zhang and others, ShuffleNet, 2018",
            note: "The number of groups must divide the number of channels.",
            spec: """
                input: 28x28x48

                body:
                  - 1x1 conv, 48, groups 4, relu
                  - channel shuffle 4
                  - 3x3 depthwise conv, pad 1
                """),
        calls: [.pytorch("ChannelShuffle", [:], ["groups"])])
}
