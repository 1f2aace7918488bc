import CKernels
import COneDNN

/// The gradient of the weights of a convolution over few channels, by a kernel of our own.
///
/// oneDNN's AVX2 code fills the input's channels up to eight. For a grey image that is eight times the work: LeNet-5's first
/// convolution took 1.7 of the 3.8 ms of a step at a batch of 32.
struct NarrowConvolution {
    private let convolution: narrow_convolution
    private let gradientLayout: Layout

    /// Nil where oneDNN's primitive, `other`, does not waste at least half of its work.
    init?(_ window: onednn_window, of layer: LayerPlanner, instead other: Description) throws {
        let plain = try Layout(layer.inputDimensions, .plain)
        let gradient = try other.destinationGradient()
        let block = gradient.channelBlock
        guard try other.source().bytes >= 2 * plain.bytes, block == 8 || block == 16 else { return nil }
        let (input, output) = (layer.inputShape, layer.outputShape)
        gradientLayout = gradient
        convolution = narrow_convolution(
            batch: Int64(layer.batch), channels: Int64(input.channels),
            input: (Int64(input.height), Int64(input.width)), filters: Int64(output.channels), block: Int64(block),
            output: (Int64(output.height), Int64(output.width)), kernel: window.kernel, stride: window.stride,
            dilation: window.dilation, padding_before: window.padding_before)
    }

    /// Records the gradients of weights and bias, in the layouts in which these are kept.
    func run(_ layer: LayerPlanner, gradient: Value, weights: Value, bias: Value?) throws {
        let source = try layer.plain(layer.input, layer.inputDimensions)
        let gradient = try layer.reordered(gradient, to: gradientLayout)
        let kernel = convolution.kernel
        let result = layer.temporary(
            try Layout(
                [Int(convolution.filters), Int(convolution.channels), Int(kernel.0), Int(kernel.1)], .plain))
        // The batch is summed in parts whose number does not depend on the threads, so that the result doesn't either.
        let parts = min(layer.batch, 8)
        let size = narrow_convolution_scratch(convolution)
        let scratch = layer.temporary(try Layout([parts, size], .plain))
        layer.run(touching: [source, gradient, result, scratch] + (bias.map { [$0] } ?? [])) { memory in
            let (source, gradient) = (memory.floats(source).baseAddress, memory.floats(gradient).baseAddress)
            let (result, scratch) = (memory.floats(result).baseAddress, memory.floats(scratch).baseAddress)
            let bias = bias.flatMap { memory.floats($0).baseAddress }
            return { _ in
                guard let source, let gradient, let result, let scratch else { return }
                Threads.share(parts) { part in
                    let (first, last) = (part * batch / parts, (part + 1) * batch / parts)
                    narrow_convolution_sum(
                        convolution, source, gradient, Int64(first), Int64(last), scratch + part * size)
                }
                narrow_convolution_finish(convolution, scratch, Int64(parts), result, bias)
            }
        }
        try layer.reorder(result, into: weights)
    }

    private var batch: Int { Int(convolution.batch) }
}
