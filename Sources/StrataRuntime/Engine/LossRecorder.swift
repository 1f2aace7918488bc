/// The sizes of a batch of outputs: batch x channels x pixels. A vector counts as one pixel.
struct LossShape: Hashable {
    let batch: Int
    let channels: Int
    let pixels: Int

    init(batch: Int, channels: Int, pixels: Int = 1) {
        (self.batch, self.channels, self.pixels) = (batch, channels, pixels)
    }

    init(_ output: TensorShape, batch: Int) {
        self.init(batch: batch, channels: output.channels, pixels: output.height * output.width)
    }
}

/// Memory for the targets of a batch.
final class LossTargets {
    /// The class of each sample, or of each of its pixels; empty if the loss compares numbers.
    let labels: UnsafeMutableBufferPointer<Int32>
    /// A number for each output; empty if the loss compares labels.
    let values: UnsafeMutableBufferPointer<Float>

    init(_ shape: LossShape, loss: Loss) {
        let comparesLabels = loss.definition.compares == .classes
        labels = .allocate(capacity: comparesLabels ? shape.batch * shape.pixels : 0)
        labels.initialize(repeating: 0)
        values = .allocate(capacity: comparesLabels ? 0 : shape.batch * shape.channels * shape.pixels)
        values.initialize(repeating: 0)
    }

    deinit {
        labels.deallocate()
        values.deallocate()
    }
}

extension LossFormula {
    /// Records the loss of a plain output and returns the output's gradient.
    ///
    /// - Parameters:
    ///   - weight: the weight in the total loss.
    ///   - isFirst: whether the output is the network's first, whose loss starts the sum.
    func record(
        in recording: Recording, output: Value, shape: LossShape, targets: LossTargets, weight: Float = 1,
        isFirst: Bool = true
    ) -> Value {
        let gradient = recording.temporary(output.layout)
        recording.run("loss", touching: [output, gradient]) { memory in
            let batch = LossBatch(
                shape: shape, outputs: UnsafeBufferPointer(memory.floats(output)), targets: targets,
                gradient: memory.floats(gradient))
            return { state in
                let (loss, correct) = compute(batch, weight: weight)
                if isFirst {
                    (state.loss, state.correctPredictions) = (weight * loss, correct)
                } else {
                    state.loss += weight * loss
                }
            }
        }
        return gradient
    }
}
