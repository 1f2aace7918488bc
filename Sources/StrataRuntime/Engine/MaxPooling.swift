import CKernels
import COneDNN

/// Max pooling with a custom kernel, for maps whose channels are in blocks of 8.
///
/// oneDNN uses that layout for AVX2, where its max pooling is slow in training: LeNet-5's first pooling took 3.9 of the
/// 15 ms of a step at a batch of 128. The kernel also handles the derivative of a relu before the pooling.
struct MaxPooling {
    private let pooling: strata_max_pooling
    private let maps: Int
    private let output: Layout

    /// Returns nil if the kernel doesn't apply and oneDNN has to do the pooling.
    init?(_ window: strata_onednn_window, of layer: LayerPlanner, output: Layout) {
        let (input, result) = (layer.inputShape, layer.outputShape)
        guard layer.input.layout.channelBlock == 8, output.channelBlock == 8,
            window.kernel.0 <= 255, window.kernel.1 <= 255, window.kernel.0 * window.kernel.1 <= 255
        else { return nil }
        self.output = output
        maps = layer.batch * ((input.channels + 7) / 8)
        pooling = strata_max_pooling(
            input: (Int64(input.height), Int64(input.width)), output: (Int64(result.height), Int64(result.width)),
            kernel: window.kernel, stride: window.stride, padding_before: window.padding_before)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let input = layer.input
        let output = layer.temporary(output)
        // One byte per value.
        let places =
            layer.isTraining ? layer.temporary(try Layout([maps, output.layout.bytes / 16 / maps], .plain)) : nil
        let rectified: Int32 = layer.fused.reluDerivative ? 1 : 0
        record(layer, [input, output] + (places.map { [$0] } ?? [])) { memory in
            let (from, to) = (memory.pointer(input), memory.pointer(output))
            let places = places.map { memory.pointer($0).assumingMemoryBound(to: UInt8.self) }
            return { first, last in
                strata_max_pooling_forward(
                    pooling, rectified, from.assumingMemoryBound(to: Float.self),
                    to.assumingMemoryBound(to: Float.self), places, first, last)
            }
        }
        return PlannedLayer(output) { gradient, _ in
            guard let places else { return [nil] }
            let gradient = try layer.reordered(gradient, to: output.layout)
            let result = layer.temporary(input.layout)
            record(layer, [gradient, places, result]) { memory in
                let (from, to) = (memory.pointer(gradient), memory.pointer(result))
                let places = memory.pointer(places).assumingMemoryBound(to: UInt8.self)
                return { first, last in
                    strata_max_pooling_backward(
                        pooling, from.assumingMemoryBound(to: Float.self), places,
                        to.assumingMemoryBound(to: Float.self), first, last)
                }
            }
            return [result]
        }
    }

    /// Records work on all maps, split among the threads.
    private func record(
        _ layer: LayerPlanner, _ values: [Value],
        _ prepare: @escaping (PlanMemory) -> (_ first: Int64, _ last: Int64) -> Void
    ) {
        layer.run(touching: values) { [maps] memory in
            let work = prepare(memory)
            return { _ in
                let parts = min(maps, 16)
                Threads.share(parts) { part in
                    work(Int64(part * maps / parts), Int64((part + 1) * maps / parts))
                }
            }
        }
    }
}
