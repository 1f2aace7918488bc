import COneDNN

/// Max or average pooling, over a window or the whole map.
struct Pool: CalledLayer {
    static let definition = LayerDefinition.pooling
    let pooling: Pooling
    let window: SlidingWindow
    let countsPadding: Bool
    let kind: String

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        pooling = call.pooling
        window = SlidingWindow(call)
        countsPadding = call.boolean("count padding") ?? true
        kind = Self.definition.syntax.key
    }

    /// Creates a pooling over a whole image.
    init(_ pooling: Pooling, over input: TensorShape) {
        self.pooling = pooling
        window = SlidingWindow(kernel: Extent(input.height, input.width))
        countsPadding = true
        kind = LayerDefinition.globalPooling.syntax.key
    }

    private var averageKind: strata_onednn_pooling {
        countsPadding ? ONEDNN_POOL_AVERAGE_WITH_PADDING : ONEDNN_POOL_AVERAGE_WITHOUT_PADDING
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let covered = self.window.margin(over: layer.inputShape)
        let counted = SlidingWindow(
            kernel: self.window.kernel, stride: self.window.stride, padding: self.window.padding
        ).margin(over: layer.inputShape)
        var window = strata_onednn_window(self.window, over: layer.inputShape)
        let kind = pooling == .max ? ONEDNN_POOL_MAX : averageKind
        // oneDNN also counts the part of a window beyond the padding, which has to be corrected.
        let corrections =
            pooling == .average && countsPadding
            ? EdgeCorrections(
                self.window, covered: covered, counted: counted, input: layer.inputShape, output: layer.outputShape)
            : nil
        func describe(_ source: Layout, channels: Int) throws -> Description {
            var sizes = layer.outputDimensions
            sizes[1] = channels
            let anyOutput = try Layout(sizes, .any)
            return try layer.describe {
                strata_onednn_pooling_forward(
                    $0, $1, layer.isTraining ? 1 : 0, kind, source.handle, anyOutput.handle, &window)
            }
        }
        var source = layer.input.layout
        var forward = try describe(source, channels: layer.outputShape.channels)
        var destination = try forward.destination()
        var outputLayout = destination
        // If the last block of channels isn't full, it's pooled as a full one; its padding is zeros before and after.
        if let filled = source.filled, let whole = try? describe(filled, channels: filled.channels),
            let wholeDestination = try? whole.destination(),
            let cut = wholeDestination.withChannels(layer.outputShape.channels)
        {
            (source, forward, destination, outputLayout) = (filled, whole, wholeDestination, cut)
        }
        if pooling == .max, let custom = MaxPooling(window, of: layer, output: outputLayout) {
            return try custom.plan(layer)
        }
        let output = layer.temporary(outputLayout)
        // The workspace records the position of each maximum.
        let workspaceLayout = try forward.workspace()
        let workspace = workspaceLayout.bytes > 0 ? layer.temporary(workspaceLayout) : nil
        let places: [(Argument, Value)] = workspace.map { [(.workspace, $0)] } ?? []
        try layer.run(forward, [(.source, layer.input), (.destination, output)] + places)
        let (from, to, description) = (source, destination, forward)

        return PlannedLayer(try corrections.map { try $0.record(layer, output) } ?? output) { gradient, wanted in
            var gradient = gradient
            if let corrections { gradient = try corrections.record(layer, gradient) }
            gradient = try layer.reordered(gradient, to: output.layout)
            if layer.fused.reluDerivative {
                gradient = try layer.derivative(of: .relu, at: output, times: gradient)
            }
            let backward = try layer.describe {
                strata_onednn_pooling_backward(
                    $0, $1, kind, from.handle, to.handle, &window, description.handle)
            }
            let made = try backward.sourceGradient()
            let result = layer.temporary(
                from == layer.input.layout ? made : made.withChannels(layer.inputShape.channels) ?? made)
            try layer.run(backward, [(.destinationGradient, gradient), (.sourceGradient, result)] + places)
            return [result]
        }
    }
}

/// The factors by which to scale up means over windows that end beyond the padding, so that the part beyond isn't
/// counted.
private struct EdgeCorrections {
    /// The factor of each row of the output.
    private let rows: [Float]
    /// The factor of each column of the output.
    private let columns: [Float]

    /// Returns nil if no window ends beyond the padding.
    ///
    /// - Parameters:
    ///   - covered: the margin around the image that the windows cover.
    ///   - counted: the part of that margin that is padding.
    init?(
        _ window: SlidingWindow, covered: Margin, counted: Margin, input: TensorShape, output: TensorShape
    ) {
        guard covered != counted else { return nil }
        func factors(_ count: Int, _ kernel: Int, _ stride: Int, _ end: Int) -> [Float] {
            (0..<count).map { Float(kernel) / Float(min(kernel, end - $0 * stride)) }
        }
        rows = factors(
            output.height, window.kernel.height, window.stride.height, input.height + counted.top + counted.bottom)
        columns = factors(
            output.width, window.kernel.width, window.stride.width, input.width + counted.left + counted.right)
    }

    /// Records the correction of an output or a gradient; the factors are the same forward and backward.
    func record(_ layer: LayerPlanner, _ value: Value) throws -> Value {
        let source = try layer.plain(value, layer.outputDimensions)
        let result = layer.temporary(source.layout)
        let planes = layer.batch * layer.outputShape.channels
        layer.run(touching: [source, result]) { [rows, columns] memory in
            let (from, to) = (memory.floats(source), memory.floats(result))
            return { _ in
                var index = 0
                for _ in 0..<planes {
                    for row in rows {
                        for column in columns {
                            to[index] = from[index] * row * column
                            index += 1
                        }
                    }
                }
            }
        }
        return result
    }
}
