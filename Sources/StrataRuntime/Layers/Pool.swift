import COneDNN

/// What a pooling layer takes from its window.
public enum Pooling: Hashable, Sendable {
    case max
    /// The mean; the zeros of the padding count unless told otherwise, as in PyTorch's `AvgPool2d` (`count_include_pad=True`).
    case average
}

extension NetworkBuilder {
    /// Pooling over a feature map; the channels stay. The stride is the kernel's size unless given.
    ///
    /// - Parameters:
    ///   - name: unique in the network, within its scope.
    ///   - pooling: what becomes of a window.
    ///   - kernel: the window's height and width.
    ///   - stride: how far the window moves.
    ///   - padding: rows and columns around the map.
    ///   - roundsUp: whether a window counts that ends beyond the map and its padding (PyTorch's `ceil_mode`). What lies
    ///     there is no part of a mean.
    ///   - countsPadding: whether the padding's zeros count in a mean.
    @discardableResult
    public mutating func pool(
        _ name: String, _ pooling: Pooling, kernel: Size, stride: Size? = nil, padding: Padding = 0,
        roundsUp: Bool = false, countsPadding: Bool = true
    ) -> LayerReference {
        append(
            name,
            Pool(
                pooling: pooling,
                window: .some(kernel: kernel, stride: stride ?? kernel, padding: padding, roundsUp: roundsUp),
                countsPadding: countsPadding))
    }

    /// Pooling over the whole map: height x width x channels to 1 x 1 x channels.
    @discardableResult
    public mutating func globalPool(_ name: String, _ pooling: Pooling) -> LayerReference {
        append(name, Pool(pooling: pooling, window: .wholeMap, countsPadding: true))
    }
}

/// Max or average pooling, over a window or the whole map.
struct Pool: LayerOperation {
    enum Extent: Hashable, Sendable {
        case some(kernel: Size, stride: Size, padding: Padding, roundsUp: Bool)
        case wholeMap
    }

    let pooling: Pooling
    let window: Extent
    let countsPadding: Bool
    var kind: String { window == .wholeMap ? "global pool" : "pool" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        let input = try onlyFeatureMap(inputs)
        if case .some(let kernel, _, let padding, _) = window {
            // A window that lies wholly in the padding has no maximum.
            guard
                padding.isSame
                    || padding.top < kernel.height && padding.bottom < kernel.height && padding.left < kernel.width
                        && padding.right < kernel.width
            else { throw ShapeError("its padding (\(padding)) must be smaller than its kernel (\(kernel))") }
        }
        return try window(over: input).outputShape(of: input, channels: input.channels)
    }

    private var kindOfMean: strata_onednn_pooling {
        countsPadding ? ONEDNN_POOL_AVERAGE_WITH_PADDING : ONEDNN_POOL_AVERAGE_WITHOUT_PADDING
    }

    func window(over input: TensorShape) -> Window {
        switch window {
        case .some(let kernel, let stride, let padding, let roundsUp):
            Window(kernel: kernel, stride: stride, padding: padding, dilation: 1, roundsUp: roundsUp)
        case .wholeMap:
            Window(kernel: Size(input.height, input.width), stride: 1, padding: 0, dilation: 1)
        }
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        var counted = window(over: layer.inputShape)
        let resolved = counted.resolved(over: layer.inputShape)
        counted.roundsUp = false
        var window = strata_onednn_window(resolved)
        let kind = pooling == .max ? ONEDNN_POOL_MAX : kindOfMean
        // Where a mean's window ends beyond the padding, oneDNN counts what lies there, which is to be mended.
        let shares =
            pooling == .average && countsPadding
            ? EdgeShares(
                window: resolved, padding: counted.resolved(over: layer.inputShape).padding,
                input: layer.inputShape, output: layer.outputShape) : nil
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
    init?(window: Window, padding: Padding, input: TensorShape, output: TensorShape) {
        guard window.padding != padding else { return nil }
        func shares(_ count: Int, _ kernel: Int, _ stride: Int, _ end: Int) -> [Float] {
            (0..<count).map { Float(kernel) / Float(min(kernel, end - $0 * stride)) }
        }
        rows = shares(
            output.height, window.kernel.height, window.stride.height, input.height + padding.top + padding.bottom)
        columns = shares(
            output.width, window.kernel.width, window.stride.width, input.width + padding.left + padding.right)
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
