extension LayerDefinition {
    public static let pooling = LayerDefinition(
        syntax: Syntax(
            key: "pool",
            title: "pooling",
            summary: """
                Takes the maximum or the mean of each window that moves over each channel. Padding counts as zeros in \
                a mean by default, and never affects a maximum. The stride defaults to the size of the kernel.
                """,
            forms: [
                Syntax.Form("max pool", presets: ["kind": .word("max")]),
                Syntax.Form("avg pool", presets: ["kind": .word("avg")]),
            ],
            parameters: [
                ParameterDefinition(
                    "kind", .word(Pooling.words), isRequired: true, "`max` or `avg` (the mean)."),
                ParameterDefinition(
                    "kernel", .extent, isRequired: true, unit: "pixels", open: .kernel,
                    "The size of the window, height x width.",
                    notation: .leading),
                ParameterDefinition(
                    "stride", .extent, defaultsTo: "kernel", unit: "pixels", open: .stride,
                    "How far the window moves; the kernel's size by default.",
                    notation: .slash),
                ParameterDefinition(
                    "padding", .padding, default: .padding(.valid), unit: "pixels", open: .padding,
                    "On each side; `same` keeps ceil(input / stride), with an odd pixel at the end; `valid` is none.",
                    notation: .keyword("pad"), .itself),
                ParameterDefinition(
                    "ceil", .boolean, default: .boolean(false),
                    "Whether to round the size up: a window that ends beyond the padding counts, unless it also starts there.",
                    notation: .flag("ceil", .boolean(true))),
                ParameterDefinition(
                    "count padding", .boolean, default: .boolean(true),
                    "Whether the zeros of the padding count in a mean.",
                    notation: .flag("uncounted padding", .boolean(false))),
            ],
            example: Syntax.Example(
                notation: "3x3 max pool, /2, pad 1",
                longhand: "pool: {kind: max, kernel: 3x3, stride: 2, padding: 1}")),
        nameStem: "pool",
        traits: [.pools],
        sizing: LayerSizing(
            input: .featureMap,
            formula: "floor((input + 2 * padding - kernel) / stride) + 1; rounded up with `ceil`",
            relation: { arguments in
                .map(arguments.window.map { .window($0) }, channels: .same)
            },
            mistake: { arguments in
                guard let kernel = arguments.extent("kernel"),
                    let sides = (arguments.padding("padding") ?? .valid).sides,
                    sides.before.combined(with: sides.after, { max($0, $1) })
                        .combined(with: kernel, { $0 >= $1 }).contains(where: { $0 })
                else { return nil }
                let window = kernel.text(axes: TensorShape.imageAxes)
                return CallMistake(
                    "padding", "a padding of \(sides.text) makes some \(window) windows see only zeros",
                    help: "use a padding smaller than the kernel; half of it is common")
            }),
        idleness: { call, sizes in
            call.extent("kernel") == 1 && sizes.input == sizes.output && !sizes.input.isOnePixel
                ? "a 1x1 window sees a single value" : nil
        },
        page: LayerPage(
            source: "Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016",
            note: "`/1` with `same` keeps the size for any kernel.",
            spec: """
                input: 32x32x3

                body:
                  - 3x3 conv, 8, pad 1, relu
                  - 2x2 max pool                    # the stride is the kernel's size
                  - 3x3 max pool, /2, pad 1
                  - 3x3 avg pool, /1, same
                """),
        calls: [
            .pytorch(
                "MaxPool2d", ["kind": "max"],
                [
                    FrameworkCall.Argument("kernel_size", sets: "kernel"), "stride", "padding",
                    .only("1", for: "dilation"),
                    .only("False", for: "return_indices"), FrameworkCall.Argument("ceil_mode", sets: "ceil"),
                ]),
            .pytorch(
                "AvgPool2d", ["kind": "avg"],
                [
                    FrameworkCall.Argument("kernel_size", sets: "kernel"), "stride", "padding",
                    FrameworkCall.Argument("ceil_mode", sets: "ceil"),
                    FrameworkCall.Argument("count_include_pad", sets: "count padding"),
                ], note: "; `ceil` is `ceil_mode`, `uncounted padding` is `count_include_pad=False`"),
            .keras(
                "MaxPooling2D", ["kind": "max"],
                [
                    FrameworkCall.Argument("pool_size", sets: "kernel", default: "2"),
                    FrameworkCall.Argument("strides", sets: "stride"), "padding",
                ]),
            .keras(
                "AveragePooling2D", ["kind": "avg"],
                [
                    FrameworkCall.Argument("pool_size", sets: "kernel", default: "2"),
                    FrameworkCall.Argument("strides", sets: "stride"), .only("valid", for: "padding"),
                ], note: "; Keras never counts padding in a mean"),
        ],
        builder: Builder(
            unlabeled: "kind", labels: ["ceil": "roundsUp", "count padding": "countsPadding"]))
}
