import Basics

extension LayerDefinition {
    public static let convolution = LayerDefinition(
        syntax: Syntax(
            key: "conv",
            title: "convolution",
            summary: """
                Slides kernels over a feature map; each filter produces one channel of the output. With groups, each \
                group of filters sees only its share of the channels; with as many groups as channels, the convolution \
                is depthwise.
                """,
            forms: [
                Syntax.Form("conv"),
                Syntax.Form("depthwise conv", presets: ["groups": .channels]),
            ],
            parameters: [
                .kernel,
                ParameterDefinition(
                    "filters", .count, requiredUnless: .init("groups", is: .channels), unit: "channels",
                    open: .channels,
                    "The channels of the output. For a depthwise convolution, the input's by default.",
                    notation: .alone),
                ParameterDefinition(
                    "stride", .extent, default: .extent(1), unit: "pixels", open: .stride,
                    "How far the kernel moves.", notation: .slash),
                ParameterDefinition(
                    "padding", .padding, default: .padding(.valid), unit: "pixels", open: .padding,
                    "Zeros on each side; `same` keeps ceil(input / stride), with an odd pixel at the end; `valid` is none.",
                    notation: .keyword("pad"), .itself),
                .dilation,
                ParameterDefinition(
                    "groups", .groups, default: .integer(1),
                    "The number of groups that channels and filters are divided into; `channels` makes it depthwise.",
                    notation: .keyword("groups")),
                .bias(of: "filter"), .initialization, .activation,
            ],
            example: Syntax.Example(
                notation: "3x3 conv, 64, /2, pad 1, relu",
                longhand: "conv: {kernel: 3x3, filters: 64, stride: 2, padding: 1, activation: relu}")),
        nameStem: "conv",
        traits: [.isConvolution],
        sizing: LayerSizing(
            input: .featureMap,
            formula: "floor((input + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1, filters",
            relation: { arguments in
                .map(
                    arguments.window.map { .window($0) },
                    channels: arguments.channels("filters") ?? .same)
            },
            divisors: { arguments, channels in
                let groups = arguments.groups(ofChannels: channels)
                if groups == 1 { return [] }
                return [
                    Divisor("groups", groups),
                    Divisor(
                        "groups", groups, of: .filters(arguments.channels("filters")?.output(of: channels) ?? channels)),
                ]
            }),
        costs: LayerCosts(
            parameters: "kernel height * kernel width * channels / groups * filters + filters for the bias",
            multiplyAccumulates: """
                kernel height * kernel width * channels / groups * filters * output height * output width
                """,
            fanIn: "kernel height * kernel width * channels / groups",
            fanOut: "kernel height * kernel width * filters / groups",
            cost: { arguments, sizes in
                guard let kernel = arguments.extent("kernel"), sizes.output.isFeatureMap, sizes.input.isFeatureMap
                else {
                    return nil
                }
                let groups = arguments.groups(ofChannels: sizes.input.channels)
                let filters = sizes.output.channels
                guard let area = kernel.product(axes: sizes.input.spatialAxes),
                    let taps = product(area, sizes.input.channels / groups),
                    let weights = product(taps, filters),
                    let parameters = sum(weights, arguments.boolean("bias") == true ? filters : 0),
                    let pixels = sizes.output.pixelCount, let multiplyAccumulates = product(weights, pixels)
                else { return nil }
                return Cost(parameters: parameters, multiplyAccumulates: multiplyAccumulates)
            },
            fans: { arguments, sizes in
                // In floating point, where nothing overflows. A stride counts for neither, as everywhere.
                let groups = arguments.groups(ofChannels: sizes.input.channels)
                let area = (arguments.extent("kernel") ?? 1).area(axes: sizes.input.spatialAxes)
                return Fans(
                    inputs: Double(sizes.input.channels / groups) * area,
                    outputs: Double(sizes.output.channels / groups) * area,
                    rows: Double(sizes.output.channels))
            }),
        page: LayerPage(
            source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016",
            note: """
                `same` pads so that the output has ceil(input / stride) pixels. If the total padding is odd, the extra \
                pixel goes below and to the right. A number pads both sides equally; `0-1` pads before and after, \
                `0-1-2-3` top, bottom, left, and right. The fan-out used by `init` is that of one group; PyTorch and \
                Keras count the filters of all groups.
                """,
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 16, pad 1, relu           # keeps the size
                  - 3x3 conv, 32, /2, pad 1, relu       # halves it
                  - 3x3 depthwise conv, pad 1, no bias  # each channel by itself
                  - 1x1 conv, 64, relu                  # mixes the channels
                  - 3x3 conv, 64, dilation 2, same, groups 4
                """),
        calls: [
            .pytorch(
                "Conv2d", [:],
                [
                    .inputSize("in_channels"), FrameworkCall.Argument("out_channels", sets: "filters"),
                    FrameworkCall.Argument("kernel_size", sets: "kernel"), "stride",
                    "padding", "dilation", "groups", "bias", .padding,
                ], note: "; there `padding=\"same\"` needs a stride of 1"),
            .keras(
                "Conv2D", [:],
                [
                    "filters", FrameworkCall.Argument("kernel_size", sets: "kernel"),
                    FrameworkCall.Argument("strides", sets: "stride"), "padding",
                    .only("channels_last", for: "data_format"),
                    FrameworkCall.Argument("dilation_rate", sets: "dilation"), "groups",
                    FrameworkCall.Argument("activation", sets: "activation", nothing: "linear"),
                    FrameworkCall.Argument("use_bias", sets: "bias"),
                ]),
            .keras(
                "DepthwiseConv2D", ["groups": "channels"], note: "; `same` and the side of the odd pixel are Keras's"),
        ],
        builder: Builder(
            labels: ["init": "initialization"],
            variants: [Builder.Variant(name: "depthwiseConv", presets: ["groups": .channels])]))
}

extension FrameworkCall.Argument {
    /// What PyTorch's convolutions pad with.
    fileprivate static let padding = Self(
        "padding_mode", .padding(["reflect": "reflect pad", "replicate": "replicate pad"]))
}

/// What the layers with a kernel, or with weights, share.
extension ParameterDefinition {
    static let kernel = ParameterDefinition(
        "kernel", .extent, isRequired: true, unit: "pixels", open: .kernel, "The size of the kernel, height x width.",
        notation: .leading)

    static let dilation = ParameterDefinition(
        "dilation", .extent, default: .extent(1), unit: "pixels", open: .dilation,
        "The distance between the kernel's taps.", notation: .keyword("dilation"))

    static func bias(of noun: String) -> ParameterDefinition {
        ParameterDefinition(
            "bias", .boolean, default: .boolean(true), "Whether each \(noun) adds a learned constant.",
            notation: .flag("no bias", .boolean(false)))
    }
}
