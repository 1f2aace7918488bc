import CKernels
import COneDNN

/// A dense layer's product with a custom kernel on AVX2, for layers whose units are a multiple of 512, unless the batch
/// is tiny.
///
/// There, oneDNN's general product reaches only two thirds of its usual speed: weights stored as inputs x units have
/// rows of a multiple of 2 KB, and the numbers of one column evict each other from the cache. For 784 inputs and 512
/// units, oneDNN took 0.41 ms at a batch of 32 and 1.55 ms at 128; this kernel takes 0.30 and 1.11 ms. With other
/// numbers of units, oneDNN is a little faster; at multiples of 1024, it usually transposes the weights.
struct DenseProduct {
    private let product: strata_dense_product
    private let output: Layout
    private let isRectified: Bool

    /// Returns nil if oneDNN's primitive is the better choice.
    ///
    /// - Parameter primitive: oneDNN's primitive for the same product.
    init?(of layer: LayerPlanner, inputs: Value, weights: Value, replacing primitive: Description) throws {
        let (count, units) = (layer.inputShape.count, layer.outputShape.count)
        isRectified = layer.fused.activation == .relu
        output = try Layout(layer.outputDimensions, .plain)
        // oneDNN's general product takes row-major weights only, either units x inputs or inputs x units.
        guard strata_dense_product_suits_machine() != 0, units % 512 == 0,
            layer.batch >= 16, isRectified || layer.fused.activation == nil,
            primitive.implementation.hasPrefix("x64:gemm"), try weights.layout != Layout([units, count], .plain),
            try primitive.source() == inputs.layout, try primitive.destination() == output
        else { return nil }
        product = strata_dense_product(batch: Int64(layer.batch), inputs: Int64(count), units: Int64(units))
    }

    /// Records the product.
    func run(_ layer: LayerPlanner, source: Value, weights: Value, bias: Value?) throws -> Value {
        let output = layer.temporary(output)
        layer.run(touching: [source, weights, output] + (bias.map { [$0] } ?? [])) { memory in
            let (source, weights) = (memory.floats(source).baseAddress, memory.floats(weights).baseAddress)
            let output = memory.floats(output).baseAddress
            let bias = bias.flatMap { memory.floats($0).baseAddress }
            let panels = Int(product.units) / Int(DENSE_PANEL)
            let parts = min(panels, 16)
            return { _ in
                guard let source, let weights, let output else { return }
                Threads.share(parts) { part in
                    strata_dense_product_forward(
                        product, isRectified ? 1 : 0, source, weights, bias, output, Int64(part * panels / parts),
                        Int64((part + 1) * panels / parts))
                }
            }
        }
        return output
    }
}
