import CKernels
import COneDNN

/// A convolution with few channels and few filters, with a custom kernel.
///
/// oneDNN's AVX2 code keeps three sums for every eight filters, so with few filters it mostly waits for the previous
/// addition. At a batch of 32, it took 0.24 ms for LeNet-5's first convolution and 0.26 ms for its second; this kernel
/// takes 0.14 and 0.19 ms. oneDNN is faster with more than sixteen filters or, with a stride, more than eight.
struct NarrowConvolution {
    private let convolution: strata_narrow_convolution
    private let output: Layout
    private let isRectified: Bool

    /// Returns nil if oneDNN's primitive is the better choice.
    ///
    /// - Parameter primitive: oneDNN's primitive for the same convolution.
    init?(_ window: strata_onednn_window, of layer: LayerPlanner, replacing primitive: Description) throws {
        output = try primitive.destination()
        isRectified = layer.fused.activation == .relu
        let (channels, filters) = (layer.inputShape.channels, layer.outputShape.channels)
        // With eight channels or more, the input is in blocks.
        guard output.channelBlock == 8, channels < 8, filters <= (window.stride.1 == 1 ? 16 : 8),
            isRectified || layer.fused.activation == nil
        else { return nil }
        convolution = strata_narrow_convolution(window, of: layer, block: 8)
    }

    /// Records the convolution of the layer's input with weights in plain layout.
    func run(_ layer: LayerPlanner, weights: Value, bias: Value?) throws -> Value {
        let source = try layer.plain(layer.input, layer.inputDimensions)
        let output = layer.temporary(output)
        let packed = layer.temporary(try Layout([1, strata_narrow_convolution_packed(convolution)], .plain))
        let (batch, parts, size) = (layer.batch, min(layer.batch, 16), strata_narrow_convolution_scratch(convolution))
        let scratch = layer.temporary(try Layout([parts, size], .plain))
        let values = [source, weights, output, packed, scratch] + (bias.map { [$0] } ?? [])
        layer.run(touching: values) { memory in
            let (source, output) = (memory.floats(source).baseAddress, memory.floats(output).baseAddress)
            let (packed, scratch) = (memory.floats(packed).baseAddress, memory.floats(scratch).baseAddress)
            let weights = memory.floats(weights).baseAddress
            let bias = bias.flatMap { memory.floats($0).baseAddress }
            return { _ in
                guard let source, let weights, let output, let packed, let scratch else { return }
                strata_narrow_convolution_pack(convolution, weights, bias, packed)
                Threads.share(parts) { part in
                    strata_narrow_convolution_forward(
                        convolution, isRectified ? 1 : 0, source, packed, output, Int64(part * batch / parts),
                        Int64((part + 1) * batch / parts), scratch + part * size)
                }
            }
        }
        return output
    }
}

/// The gradient of the weights of a convolution with few channels, with a custom kernel.
///
/// oneDNN's AVX2 code pads the input's channels to eight. For a grayscale image, that's eight times the work: LeNet-5's
/// first convolution took 1.7 of the 3.8 ms of a step at a batch of 32.
struct NarrowConvolutionGradient {
    private let convolution: strata_narrow_convolution
    private let gradientLayout: Layout

    /// Returns nil unless oneDNN's primitive would waste at least half of its work.
    ///
    /// - Parameter primitive: oneDNN's primitive for the same gradient.
    init?(_ window: strata_onednn_window, of layer: LayerPlanner, replacing primitive: Description) throws {
        let plain = try Layout(layer.inputDimensions, .plain)
        let gradient = try primitive.destinationGradient()
        let block = gradient.channelBlock
        guard try primitive.source().bytes >= 2 * plain.bytes, block == 8 || block == 16 else { return nil }
        gradientLayout = gradient
        convolution = strata_narrow_convolution(window, of: layer, block: block)
    }

    /// Records the gradients of weights and bias, in the layouts of the weights and bias themselves.
    func run(_ layer: LayerPlanner, gradient: Value, weights: Value, bias: Value?) throws {
        let source = try layer.plain(layer.input, layer.inputDimensions)
        let gradient = try layer.reordered(gradient, to: gradientLayout)
        let kernel = convolution.kernel
        let plain = try Layout(
            [Int(convolution.filters), Int(convolution.channels), Int(kernel.0), Int(kernel.1)], .plain)
        let result = weights.layout == plain ? weights : layer.temporary(plain)
        // The batch is summed in a fixed number of parts, so that the result doesn't depend on the number of threads.
        let parts = min(layer.batch, 8)
        let size = strata_narrow_convolution_scratch(convolution)
        let scratch = layer.temporary(try Layout([parts, size], .plain))
        layer.run(touching: [source, gradient, result, scratch] + (bias.map { [$0] } ?? [])) { memory in
            let (source, gradient) = (memory.floats(source).baseAddress, memory.floats(gradient).baseAddress)
            let (result, scratch) = (memory.floats(result).baseAddress, memory.floats(scratch).baseAddress)
            let bias = bias.flatMap { memory.floats($0).baseAddress }
            return { _ in
                guard let source, let gradient, let result, let scratch else { return }
                Threads.share(parts) { part in
                    let (first, last) = (part * batch / parts, (part + 1) * batch / parts)
                    strata_narrow_convolution_sum(
                        convolution, source, gradient, Int64(first), Int64(last), scratch + part * size)
                }
                strata_narrow_convolution_finish(convolution, scratch, Int64(parts), result, bias)
            }
        }
        if result.region != weights.region { try layer.reorder(result, into: weights) }
    }

    private var batch: Int { Int(convolution.batch) }
}

extension strata_narrow_convolution {
    fileprivate init(_ window: strata_onednn_window, of layer: LayerPlanner, block: Int) {
        let (input, output) = (layer.inputShape, layer.outputShape)
        self.init(
            batch: Int64(layer.batch), channels: Int64(input.channels),
            input: (Int64(input.height), Int64(input.width)), filters: Int64(output.channels), block: Int64(block),
            output: (Int64(output.height), Int64(output.width)), kernel: window.kernel, stride: window.stride,
            dilation: window.dilation, padding_before: window.padding_before)
    }
}
