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

    /// Over a whole image.
    init(_ pooling: Pooling, over input: TensorShape) {
        self.pooling = pooling
        window = SlidingWindow(kernel: Extent(input.height, input.width))
        countsPadding = true
        kind = LayerDefinition.globalPooling.syntax.key
    }

    private var kindOfMean: strata_onednn_pooling {
        countsPadding ? ONEDNN_POOL_AVERAGE_WITH_PADDING : ONEDNN_POOL_AVERAGE_WITHOUT_PADDING
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let covered = self.window.margin(over: layer.inputShape)
        let counted = SlidingWindow(
            kernel: self.window.kernel, stride: self.window.stride, padding: self.window.padding
        ).margin(over: layer.inputShape)
        var window = strata_onednn_window(self.window, over: layer.inputShape)
        let kind = pooling == .max ? ONEDNN_POOL_MAX : kindOfMean
        // Where a mean's window ends beyond the padding, oneDNN counts what lies there, which is to be mended.
        let shares =
            pooling == .average && countsPadding
            ? EdgeShares(
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
        // A last block of channels that is not full is pooled as a full one: where it is empty it holds zeros, and stays so.
        if let filled = source.filled, let whole = try? describe(filled, channels: filled.channels),
            let wholeDestination = try? whole.destination(),
            let cut = wholeDestination.withChannels(layer.outputShape.channels)
        {
            (source, forward, destination, outputLayout) = (filled, whole, wholeDestination, cut)
        }
        if pooling == .max, let own = MaxPooling(window, of: layer, output: outputLayout) { return try own.plan(layer) }
        let output = layer.temporary(outputLayout)
        // Where each maximum was.
        let workspaceLayout = try forward.workspace()
        let workspace = workspaceLayout.bytes > 0 ? layer.temporary(workspaceLayout) : nil
        let places: [(Argument, Value)] = workspace.map { [(.workspace, $0)] } ?? []
        try layer.run(forward, [(.source, layer.input), (.destination, output)] + places)
        let (from, to, description) = (source, destination, forward)

        return PlannedLayer(try shares.map { try $0.record(layer, output) } ?? output) { gradient, wanted in
            var gradient = gradient
            if let shares { gradient = try shares.record(layer, gradient) }
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

/// By how much a mean over a window that ends beyond its padding has to grow, so that what lies beyond isn't counted.
private struct EdgeShares {
    /// For each row and each column of the output.
    private let rows: [Float]
    private let columns: [Float]

    /// Nil where no window ends beyond.
    ///
    /// - Parameters:
    ///   - covered: what the windows reach over around the image.
    ///   - counted: the part of it that is padding.
    init?(
        _ window: SlidingWindow, covered: Margin, counted: Margin, input: TensorShape, output: TensorShape
    ) {
        guard covered != counted else { return nil }
        func shares(_ count: Int, _ kernel: Int, _ stride: Int, _ end: Int) -> [Float] {
            (0..<count).map { Float(kernel) / Float(min(kernel, end - $0 * stride)) }
        }
        rows = shares(
            output.height, window.kernel.height, window.stride.height, input.height + counted.top + counted.bottom)
        columns = shares(
            output.width, window.kernel.width, window.stride.width, input.width + counted.left + counted.right)
    }

    /// The same factors go forwards and backwards.
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
