import Basics

extension LayerDefinition {
    public static let separableConvolution = LayerDefinition(
        syntax: Syntax(
            key: "separable conv",
            title: "separable convolution",
            summary: """
                A depthwise convolution, which slides one kernel over each channel, followed by a 1x1 convolution, which \
                mixes the channels into the filters: few weights for a large kernel. The bias and the activation come \
                after the 1x1 convolution.
                """,
            forms: [Syntax.Form("separable conv")],
            parameters: [
                .kernel,
                ParameterDefinition(
                    "filters", .count, isRequired: true, unit: "channels", open: .channels,
                    "The channels of the output.", notation: .alone),
                ParameterDefinition(
                    "stride", .extent, default: .extent(1), unit: "pixels", open: .stride,
                    "How far the kernel moves.", notation: .slash),
                ParameterDefinition(
                    "padding", .padding, default: .padding(.valid), unit: "pixels", open: .padding,
                    "Zeros on each side; `same` keeps ceil(input / stride), with an odd pixel at the end; `valid` is none.",
                    notation: .keyword("pad"), .itself),
                .dilation, .bias(of: "filter"), .initialization, .activation,
            ],
            example: Syntax.Example(
                notation: "3x3 separable conv, 64, pad 1, relu",
                longhand: "separable conv: {kernel: 3x3, filters: 64, padding: 1, activation: relu}")),
        nameStem: "conv",
        traits: [.isConvolution],
        sizing: LayerSizing(
            input: .featureMap,
            formula: "floor((input + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1, filters",
            relation: { arguments in
                .map(
                    arguments.window.map { .window($0) },
                    channels: arguments.channels("filters") ?? .same)
            }),
        costs: LayerCosts(
            parameters: "kernel height * kernel width * channels + channels * filters + filters for the bias",
            multiplyAccumulates: """
                (kernel height * kernel width * channels + channels * filters) * output height * output width
                """,
            fanIn: "kernel height * kernel width for the depthwise weights, channels for the others",
            fanOut: "kernel height * kernel width for the depthwise weights, filters for the others",
            cost: { arguments, sizes in
                guard let kernel = arguments.extent("kernel"), sizes.output.isFeatureMap, sizes.input.isFeatureMap,
                    let area = kernel.product(axes: sizes.input.spatialAxes),
                    let depthwise = product(area, sizes.input.channels),
                    let pointwise = product(sizes.input.channels, sizes.output.channels),
                    let weights = sum(depthwise, pointwise),
                    let parameters = sum(weights, arguments.boolean("bias") == true ? sizes.output.channels : 0),
                    let pixels = sizes.output.pixelCount, let multiplyAccumulates = product(weights, pixels)
                else { return nil }
                return Cost(parameters: parameters, multiplyAccumulates: multiplyAccumulates)
            },
            fans: { _, sizes in
                // Those of the 1x1 convolution, which has nearly all of the weights.
                Fans(
                    inputs: Double(sizes.input.channels), outputs: Double(sizes.output.channels),
                    rows: Double(sizes.output.channels))
            }),
        page: LayerPage(
            source: "Chollet, Xception: Deep learning with depthwise separable convolutions, 2017",
            note: """
                Two convolutions in one line, as in Keras's `SeparableConv2D`, without an activation between them. A \
                network with a normalization between them, such as MobileNet, has two lines: `3x3 depthwise conv` and \
                `1x1 conv`. In files of weights, a layer named `conv1` is `conv1.depthwise.weight`, \
                `conv1.pointwise.weight`, and `conv1.pointwise.bias`.
                """,
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 32, pad 1, relu
                  - 3x3 separable conv, 64, /2, pad 1, no bias
                  - batch norm
                  - relu
                  - 5x5 separable conv, 128, same, relu
                """),
        calls: [
            .keras(
                "SeparableConv2D", [:],
                [
                    "filters", FrameworkCall.Argument("kernel_size", sets: "kernel"),
                    FrameworkCall.Argument("strides", sets: "stride"), "padding",
                    .only("channels_last", for: "data_format"),
                    FrameworkCall.Argument("dilation_rate", sets: "dilation"), .only("1", for: "depth_multiplier"),
                    FrameworkCall.Argument("activation", sets: "activation", nothing: "linear"),
                    FrameworkCall.Argument("use_bias", sets: "bias"),
                ]),
            .pytorch("Conv2d", note: " twice: with `groups` equal to the channels and without bias, then 1x1"),
        ],
        builder: Builder(labels: ["init": "initialization"]))
}
