#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Softmax cross-entropy against class labels, its mean over the batch.
enum CrossEntropy {
    /// Records the loss of `logits` (N x classes), and gives their gradient: (softmax - one-hot label) / N.
    static func record(in recording: Recording, logits: Value, batch: Int, labels: UnsafePointer<Int32>) -> Value {
        let gradient = recording.temporary(logits.layout)
        recording.run("loss", touching: [logits, gradient]) { memory in
            let logits = UnsafeBufferPointer(memory.floats(logits))
            let gradient = memory.floats(gradient)
            return { state in
                (state.loss, state.correctPredictions) = compute(
                    logits: logits, labels: UnsafeBufferPointer(start: labels, count: batch), gradient: gradient)
            }
        }
        return gradient
    }

    /// A label outside the classes adds no loss and no gradient; `TrainingPlan` refuses it before.
    static func compute(
        logits: UnsafeBufferPointer<Float>, labels: UnsafeBufferPointer<Int32>,
        gradient: UnsafeMutableBufferPointer<Float>
    ) -> (loss: Float, correct: Int) {
        let batch = labels.count
        let classes = logits.count / batch
        let share = 1 / Float(batch)
        var loss = 0.0
        var correct = 0
        for sample in 0..<batch {
            let row = sample * classes
            let label = Int(labels[sample])
            var largest = logits[row]
            var prediction = 0
            for index in 1..<max(classes, 1) where logits[row + index] > largest {
                largest = logits[row + index]
                prediction = index
            }
            // exp(x - largest) never overflows, and the sum is at least 1.
            var sum: Float = 0
            for index in 0..<classes {
                let power = expf(logits[row + index] - largest)
                gradient[row + index] = power
                sum += power
            }
            let scale = share / sum
            for index in 0..<classes { gradient[row + index] *= scale }
            guard label >= 0, label < classes else { continue }
            gradient[row + label] -= share
            loss += Double(logf(sum) + largest - logits[row + label])
            if prediction == label { correct += 1 }
        }
        return (Float(loss / Double(batch)), correct)
    }
}
