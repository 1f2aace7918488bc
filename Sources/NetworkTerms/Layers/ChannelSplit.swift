extension LayerDefinition {
    public static let channelSplit = LayerDefinition(
        syntax: Syntax(
            key: "channel split",
            title: "channel split",
            summary:
                "Takes one of several equal parts of the channels. Branches of a split begin with it.",
            forms: [Syntax.Form("channel split")],
            parameters: [
                ParameterDefinition(
                    "parts", .integer(minimum: 1), isRequired: true, "The number of parts the channels are split into.",
                    notation: .trailing),
                ParameterDefinition(
                    "part", .integer(minimum: 1), default: .integer(1), "The part to take, counted from 1.",
                    notation: .keyword("part")),
            ],
            example: Syntax.Example(
                notation: "channel split 2, part 1", longhand: "channel split: {parts: 2, part: 1}")),
        nameStem: "split",
        sizing: LayerSizing(
            input: .featureMap,
            formula: "input, channels / parts",
            relation: { arguments in
                .map(PerAxis(uniform: .same), channels: .divided(by: arguments.integer("parts") ?? 1))
            },
            divisors: { arguments, _ in [Divisor("parts", arguments.integer("parts") ?? 1)] },
            mistake: { arguments in
                guard let parts = arguments.integer("parts"), let part = arguments.integer("part"), part > parts else {
                    return nil
                }
                return CallMistake(
                    "part", "part \(part) of \(parts) doesn't exist", help: "parts are counted from 1 to \(parts)")
            }),
        page: LayerPage(
            source: "Ma and others, ShuffleNet V2, 2018",
            note: "The number of parts must divide the number of channels.",
            spec: """
                input: 28x28x48

                body:
                  - branches:
                      - - channel split 2, part 1
                      - - channel split 2, part 2
                        - 3x3 depthwise conv, pad 1
                        - 1x1 conv, 24, relu
                    join: concat
                """),
        calls: [.pytorch("torch.chunk(x, parts, dim=1)[part - 1]")])
}
