import CKernels
import COneDNN

/// A dense layer's product by a kernel of our own on AVX2, where its units are a multiple of 512 and the batch is not tiny.
///
/// oneDNN's general product reaches two thirds of its usual speed there: weights that lie inputs x units then have rows of a
/// multiple of 2 KB, and the numbers of one column drive each other out of the cache. For 784 inputs and 512 units it took
/// 0.41 ms at a batch of 32 and 1.55 at 128, this takes 0.30 and 1.11. With other units oneDNN is a little faster; at multiples of
/// 1024 it mostly turns the weights round.
struct DenseProduct {
    private let product: strata_dense_product
    private let output: Layout
    private let isRectified: Bool

    /// Nil where oneDNN's primitive, `other`, does it.
    init?(of layer: LayerPlanner, inputs: Value, weights: Value, instead other: Description) throws {
        let (count, units) = (layer.inputShape.count, layer.outputShape.count)
        isRectified = layer.fused.activation == .relu
        output = try Layout(layer.outputDimensions, .plain)
        // Its general product takes weights row by row, as units x inputs or as inputs x units, and in no other layout.
        guard strata_dense_product_suits_machine() != 0, units % 512 == 0,
            layer.batch >= 16, isRectified || layer.fused.activation == nil,
            other.implementation.hasPrefix("x64:gemm"), try weights.layout != Layout([units, count], .plain),
            try other.source() == inputs.layout, try other.destination() == output
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
