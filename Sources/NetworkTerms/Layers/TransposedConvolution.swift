import Basics

extension LayerDefinition {
    public static let transposedConvolution = LayerDefinition(
        syntax: Syntax(
            key: "transposed conv",
            title: "transposed convolution",
            summary: """
                Enlarges a feature map: each pixel adds a scaled copy of the kernel to the output, one stride apart, and \
                overlapping values are summed. It reverses the shape of a convolution, with its own weights.
                """,
            forms: [Syntax.Form("transposed conv")],
            parameters: [
                .kernel,
                ParameterDefinition(
                    "filters", .count, isRequired: true, unit: "channels", open: .channels,
                    "The channels of the output.",
                    notation: .alone),
                ParameterDefinition(
                    "stride", .extent, default: .extent(1), unit: "pixels", open: .stride,
                    "The distance between the copies of the kernel.", notation: .slash),
                ParameterDefinition(
                    "padding", .padding, default: .padding(.valid), unit: "pixels", open: .padding,
                    "The pixels removed on each side of the output; `same` makes it input * stride; `valid` is none.",
                    notation: .keyword("pad"), .itself),
                ParameterDefinition(
                    "output padding", .margin, default: .margin(.none), unit: "pixels", open: .outputPadding,
                    "Rows and columns added below and to the right, fewer than the stride.",
                    notation: .keyword("output pad")),
                .dilation,
                ParameterDefinition(
                    "groups", .groups, default: .integer(1),
                    "The number of groups that channels and filters are divided into.", notation: .keyword("groups")),
                .bias(of: "filter"), .initialization, .activation,
            ],
            example: Syntax.Example(
                notation: "2x2 transposed conv, 64, /2",
                longhand: "transposed conv: {kernel: 2x2, filters: 64, stride: 2}")),
        nameStem: "conv",
        traits: [.enlargesMaps],
        sizing: LayerSizing(
            input: .featureMap,
            formula: """
                (input - 1) * stride - 2 * padding + dilation * (kernel - 1) + 1 + output padding, filters; with `same` \
                input * stride + output padding
                """,
            relation: { arguments in
                let kernel = arguments.extent("kernel") ?? 1
                let stride = arguments.extent("stride") ?? 1
                let dilation = arguments.extent("dilation") ?? 1
                let (cut, added) = arguments.transposedMargins
                let axes = PerAxis<AxisRelation>(
                    axes: kernel.axisCount, stride.axisCount, dilation.axisCount, cut.axisCount, added.axisCount
                ) { axis in
                    // Neither sum is negative, so their difference can't overflow.
                    let gained = product(dilation[axis], kernel[axis] - 1).flatMap { sum($0, 1, added[axis]) }
                    let removed = sum(cut.before[axis], cut.after[axis], stride[axis])
                    return .linear(
                        factor: stride[axis], offset: gained.flatMap { gained in removed.map { gained - $0 } })
                }
                return .map(axes, channels: arguments.channels("filters") ?? .constant(1))
            },
            field: { arguments in
                let kernel = arguments.extent("kernel") ?? 1
                let stride = arguments.extent("stride") ?? 1
                let dilation = arguments.extent("dilation") ?? 1
                let cut = arguments.transposedMargins.cut.before
                return PerAxis(
                    axes: kernel.axisCount, stride.axisCount, dilation.axisCount, cut.axisCount
                ) { axis in
                    .laid(kernel: kernel[axis], stride: stride[axis], dilation: dilation[axis], cut: cut[axis])
                }
            },
            divisors: { arguments, channels in
                let groups = arguments.groups(ofChannels: channels)
                return [
                    Divisor("groups", groups),
                    Divisor("groups", groups, of: .filters(arguments.channels("filters")?.output(of: channels) ?? 1)),
                ]
            },
            mistake: { arguments in
                let added = arguments.margin("output padding") ?? .none
                let stride = arguments.extent("stride") ?? 1
                let dilation = arguments.extent("dilation") ?? 1
                if added.before != 0, added.before != added.after {
                    return CallMistake(
                        "output padding", "an output padding of \(added.text) would be above or to the left",
                        help: "it is added below and to the right: write `output pad \(added.before)`")
                }
                let most = stride.combined(with: dilation) { max($0, $1) }
                guard added.after.combined(with: most, { $0 >= $1 }).contains(where: { $0 }) else { return nil }
                return CallMistake(
                    "output padding", "the output padding of \(added.text) must be smaller than the stride",
                    help: "a stride of n allows at most n - 1")
            }),
        costs: LayerCosts(
            parameters: "kernel height * kernel width * channels / groups * filters + filters for the bias",
            multiplyAccumulates: """
                kernel height * kernel width * channels / groups * filters * input height * input width
                """,
            fanIn: "kernel height / stride * kernel width / stride * channels / groups, where no quotient is below 1",
            fanOut: "kernel height * kernel width * filters / groups",
            cost: { arguments, sizes in
                // Each input position is multiplied by the whole kernel.
                guard let kernel = arguments.extent("kernel"), sizes.output.isFeatureMap, sizes.input.isFeatureMap,
                    let area = kernel.product(axes: sizes.input.spatialAxes),
                    let taps = product(area, sizes.input.channels / arguments.groups(ofChannels: sizes.input.channels)),
                    let weights = product(taps, sizes.output.channels),
                    let parameters = sum(weights, arguments.boolean("bias") == true ? sizes.output.channels : 0),
                    let pixels = sizes.input.pixelCount, let multiplyAccumulates = product(weights, pixels)
                else { return nil }
                return Cost(parameters: parameters, multiplyAccumulates: multiplyAccumulates)
            },
            fans: { arguments, sizes in
                let kernel = arguments.extent("kernel") ?? 1
                let stride = arguments.extent("stride") ?? 1
                let groups = arguments.groups(ofChannels: sizes.input.channels)
                let axes = sizes.input.spatialAxes
                // Copies of the kernel are one stride apart: this is how many overlap in a value on average.
                let overlap = (0..<axes).reduce(1) { $0 * max(1, Double(kernel[$1]) / Double(stride[$1])) }
                let outputs = Double(sizes.output.channels / groups) * kernel.area(axes: axes)
                return Fans(
                    inputs: Double(sizes.input.channels / groups) * overlap, outputs: outputs, pytorchInputs: outputs,
                    rows: Double(sizes.input.channels))
            }),
        page: LayerPage(
            source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, chapter 4",
            note: """
                With a kernel as large as the stride, or twice as large and padded by half the stride, the map grows by \
                exactly the stride. The fan-in used by `init` is the number of products that overlap in one output \
                value, given the stride; PyTorch and Keras use the fan-out instead.
                """,
            spec: """
                input: 4x4x64

                body:
                  - 4x4 transposed conv, 32, /2, pad 1, relu
                  - 2x2 transposed conv, 16, /2, relu
                  - 3x3 transposed conv, 3, /2, pad 1, output pad 0-1, tanh
                """),
        calls: [
            .pytorch(
                "ConvTranspose2d", [:],
                [
                    .inputSize("in_channels"), FrameworkCall.Argument("out_channels", sets: "filters"),
                    FrameworkCall.Argument("kernel_size", sets: "kernel"), "stride",
                    "padding", FrameworkCall.Argument("output_padding", sets: "output padding"), "groups", "bias",
                    "dilation",
                ]),
            .keras(
                "Conv2DTranspose", [:],
                [
                    "filters", FrameworkCall.Argument("kernel_size", sets: "kernel"),
                    FrameworkCall.Argument("strides", sets: "stride"), "padding",
                ],
                note: """
                    ; Keras's `same` is `same` here; in PyTorch it is `padding=(kernel - stride + 1) // 2` with \
                    `output_padding=(kernel - stride) % 2`, if the kernel is no smaller than the stride
                    """),
        ],
        builder: Builder(labels: ["init": "initialization"]))
}

extension Call {
    /// The pixels that a transposed convolution removes at each side of its output, and those that it adds below and to
    /// the right.
    ///
    /// `same` removes what makes the output larger than input * stride, the odd pixel at the end, like Keras's
    /// `Conv2DTranspose`; with a kernel smaller than the stride, it adds the difference.
    package var transposedMargins: (cut: Margin, added: Extent) {
        let added = (margin("output padding") ?? .none).after
        let padding = padding("padding") ?? .valid
        guard padding == .same else { return (padding.sides ?? .none, added) }
        let reach = (extent("kernel") ?? 1).combined(with: extent("dilation") ?? 1) { kernel, dilation in
            product(dilation, kernel - 1).flatMap { sum($0, 1) } ?? .max
        }
        let surplus = reach.combined(with: extent("stride") ?? 1) { $0 - $1 }
        let cut = surplus.map { max($0, 0) }
        return (
            Margin(before: cut.map { $0 / 2 }, after: cut.map { $0 - $0 / 2 }),
            added.combined(with: surplus) { sum($0, max(-$1, 0)) ?? .max }
        )
    }
}
