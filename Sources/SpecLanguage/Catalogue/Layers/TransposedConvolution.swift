import Basics

extension LayerDefinition {
    public static let transposedConvolution = LayerDefinition(
        syntax: Syntax(
            key: "transposed conv",
            title: "transposed convolution",
            summary: """
                Enlarges a feature map: each pixel lays a kernel down, a stride apart, and what overlaps adds up. The \
                way back through a convolution, with weights of its own.
                """,
            forms: [Syntax.Form("transposed conv")],
            parameters: [
                ParameterDefinition(
                    "kernel", .extent, isRequired: true, unit: "pixels", open: .kernel,
                    "The size of the kernel, height x width.",
                    notation: .leading),
                ParameterDefinition(
                    "filters", .integer(minimum: 1), isRequired: true, unit: "channels", open: .channels,
                    "The channels of the output.",
                    notation: .alone),
                ParameterDefinition(
                    "stride", .extent, default: .extent(Extent(square: 1)), unit: "pixels", open: .stride,
                    "How far apart the kernels are laid.", notation: .slash),
                ParameterDefinition(
                    "padding", .margin, default: .margin(.none), unit: "pixels", open: .padding,
                    "What is cut off on each side of the output.", notation: .keyword("pad")),
                ParameterDefinition(
                    "output padding", .margin, default: .margin(.none), unit: "pixels",
                    "Rows and columns added below and to the right, fewer than the stride.",
                    notation: .keyword("output pad")),
                ParameterDefinition(
                    "dilation", .extent, default: .extent(Extent(square: 1)), unit: "pixels", open: .dilation,
                    "The distance between the kernel's taps.", notation: .keyword("dilation")),
                ParameterDefinition(
                    "groups", .groups, default: .integer(1),
                    "In how many groups channels and filters are divided.", notation: .keyword("groups")),
                ParameterDefinition(
                    "bias", .boolean, default: .boolean(true), "Whether each filter adds a learnt constant.",
                    notation: .flag("no bias", .boolean(false))),
                .initialization, .activation,
            ],
            example: Syntax.Example(
                notation: "2x2 transposed conv, 64, /2",
                longhand: "transposed conv: {kernel: 2x2, filters: 64, stride: 2}")),
        nameStem: "conv",
        inputRank: .featureMap,
        sizeFormula: "(input - 1) * stride - 2 * padding + dilation * (kernel - 1) + 1 + output padding, filters",
        source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, chapter 4",
        page: LayerPage(
            parameters: "kernel height * kernel width * channels / groups * filters + filters for the bias",
            multiplyAccumulates: """
                kernel height * kernel width * channels / groups * filters * input height * input width
                """,
            fanIn: "kernel height / stride * kernel width / stride * channels / groups, no quotient below 1",
            fanOut: "kernel height * kernel width * filters / groups",
            pytorch: "`ConvTranspose2d`",
            keras: "`Conv2DTranspose`",
            note: """
                With a kernel as large as the stride, or twice as large and padded by half the stride, the map \
                grows by exactly the stride. The fan-in that `init` takes is what overlaps in one value of the output, \
                kernels being a stride apart; PyTorch and Keras take the fan-out in its place.
                """,
            spec: """
                input: 4x4x64

                body:
                  - 4x4 transposed conv, 32, /2, pad 1, relu
                  - 2x2 transposed conv, 16, /2, relu
                  - 3x3 transposed conv, 3, /2, pad 1, output pad 0-1, tanh
                """),
        size: { arguments in
            let kernel = arguments.extent("kernel") ?? Extent(square: 1)
            let stride = arguments.extent("stride") ?? Extent(square: 1)
            let dilation = arguments.extent("dilation") ?? Extent(square: 1)
            let padding = arguments.margin("padding") ?? .none
            let added = arguments.margin("output padding") ?? .none
            func axis(_ side: KeyPath<Extent, Int>, _ cut: (Int, Int), _ added: Int) -> AxisRelation {
                // Neither sum is negative, so that their difference can't overflow.
                let gained = product(dilation[keyPath: side], kernel[keyPath: side] - 1).flatMap { sum($0, 1, added) }
                let removed = sum(cut.0, cut.1, stride[keyPath: side])
                return .linear(
                    factor: stride[keyPath: side],
                    offset: gained.flatMap { gained in removed.map { gained - $0 } })
            }
            return .map(
                height: axis(\.height, (padding.top, padding.bottom), added.bottom),
                width: axis(\.width, (padding.left, padding.right), added.right),
                channels: .constant(arguments.integer("filters") ?? 1))
        },
        field: { arguments in
            let kernel = arguments.extent("kernel") ?? Extent(square: 1)
            let stride = arguments.extent("stride") ?? Extent(square: 1)
            let dilation = arguments.extent("dilation") ?? Extent(square: 1)
            let padding = arguments.margin("padding") ?? .none
            return (
                .laid(kernel: kernel.height, stride: stride.height, dilation: dilation.height, cut: padding.top),
                .laid(kernel: kernel.width, stride: stride.width, dilation: dilation.width, cut: padding.left)
            )
        },
        mistake: { arguments in
            let added = arguments.margin("output padding") ?? .none
            let stride = arguments.extent("stride") ?? Extent(square: 1)
            let dilation = arguments.extent("dilation") ?? Extent(square: 1)
            guard
                added.bottom >= max(stride.height, dilation.height) || added.right >= max(stride.width, dilation.width)
            else { return nil }
            return Mistake(
                "output padding", "the output padding of \(added.text) is not smaller than the stride",
                help: "a stride of n leaves at most n - 1 rows open")
        },
        divisors: { arguments, channels in
            let groups = arguments.groups(ofChannels: channels)
            return [
                Divisor("groups", groups), Divisor("groups", groups, of: .filters(arguments.integer("filters") ?? 1)),
            ]
        },
        cost: { arguments, sizes in
            // Each position of the input takes part with the whole kernel.
            guard let kernel = arguments.extent("kernel"), sizes.output.isFeatureMap, sizes.input.isFeatureMap,
                let taps = product(
                    kernel.height, kernel.width,
                    sizes.input.channels / arguments.groups(ofChannels: sizes.input.channels)),
                let weights = product(taps, sizes.output.channels),
                let parameters = sum(weights, arguments.boolean("bias") == true ? sizes.output.channels : 0),
                let multiplyAccumulates = product(weights, sizes.input.axes[0], sizes.input.axes[1])
            else { return nil }
            return Cost(parameters: parameters, multiplyAccumulates: multiplyAccumulates)
        },
        fans: { arguments, sizes in
            let kernel = arguments.extent("kernel") ?? Extent(square: 1)
            let stride = arguments.extent("stride") ?? Extent(square: 1)
            let groups = Double(arguments.groups(ofChannels: sizes.input.channels))
            // Kernels are laid a stride apart: so many of them overlap in a value, on average.
            let overlap =
                max(1, Double(kernel.height) / Double(stride.height))
                * max(1, Double(kernel.width) / Double(stride.width))
            let outputs = Double(sizes.output.channels) / groups * Double(kernel.height) * Double(kernel.width)
            return Fans(
                inputs: Double(sizes.input.channels) / groups * overlap, outputs: outputs, pytorchInputs: outputs)
        },
        call: { arguments, sizes in
            var call = RuntimeCall("transposedConv")
            let one = RuntimeCall.Value.size(Extent(square: 1))
            call.pass("kernel", arguments.extent("kernel").map { .size($0) })
            call.pass("filters", .integer(sizes.output.channels))
            call.pass("stride", arguments.extent("stride").map { .size($0) }, default: one)
            call.pass("padding", arguments.margin("padding").map { .padding($0) }, default: .padding(.none))
            let added = arguments.margin("output padding") ?? .none
            call.pass(
                "outputPadding", .size(Extent(added.bottom, added.right)), default: .size(Extent(0, 0)),
                from: "output padding")
            call.pass("dilation", arguments.extent("dilation").map { .size($0) }, default: one)
            call.pass("groups", .integer(arguments.groups(ofChannels: sizes.input.channels)), default: .integer(1))
            call.pass("bias", arguments.boolean("bias").map { .boolean($0) }, default: .boolean(true))
            call.passInitialization(arguments)
            call.passActivation(arguments)
            return call
        })
}
