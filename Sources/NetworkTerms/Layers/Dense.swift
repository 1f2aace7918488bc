import Basics

extension LayerDefinition {
    public static let dense = LayerDefinition(
        syntax: Syntax(
            key: "dense",
            title: "fully connected layer",
            summary: "Every unit sees every value of its input. A feature map is flattened first, channel by channel.",
            forms: [Syntax.Form("fc")],
            parameters: [
                ParameterDefinition(
                    "units", .count, isRequired: true, unit: "units", open: .channels,
                    "The size of the output.",
                    notation: .trailing),
                .bias(of: "unit"), .initialization, .activation,
            ],
            example: Syntax.Example(notation: "fc 10", longhand: "dense: {units: 10}")),
        nameStem: "fc",
        traits: [.isFullyConnected],
        sizing: LayerSizing(
            formula: "units",
            relation: { .units($0.channels("units") ?? .constant(1)) }),
        costs: LayerCosts(
            parameters: "inputs * units + units for the bias",
            multiplyAccumulates: "inputs * units",
            fanIn: "inputs",
            fanOut: "units",
            cost: { arguments, sizes in
                guard let inputs = sizes.input.checkedCount, let weights = product(inputs, sizes.output.channels),
                    let parameters = sum(weights, arguments.boolean("bias") == true ? sizes.output.channels : 0)
                else { return nil }
                return Cost(parameters: parameters, multiplyAccumulates: weights)
            },
            fans: { _, sizes in
                Fans(
                    inputs: Double(sizes.input.count), outputs: Double(sizes.output.channels),
                    rows: Double(sizes.output.channels))
            }),
        page: LayerPage(
            source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, chapter 6",
            note: "After a large map, most of a network's parameters are in this layer: pool before it.",
            spec: """
                input: 7x7x64

                body:
                  - fc 128, relu
                  - fc 10
                """),
        calls: [
            .pytorch(
                "Linear", [:],
                [.inputSize("in_features"), FrameworkCall.Argument("out_features", sets: "units"), "bias"],
                note: ", after `Flatten` if its input is a map"),
            .keras(
                "Dense", [:],
                [
                    "units", FrameworkCall.Argument("activation", sets: "activation", nothing: "linear"),
                    FrameworkCall.Argument("use_bias", sets: "bias"),
                ],
                note: "; Keras flattens a map in the order height, width, channels"),
        ],
        builder: Builder(labels: ["init": "initialization"]))
}
