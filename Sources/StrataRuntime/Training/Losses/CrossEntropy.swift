import OperatingSystem

/// Softmax cross-entropy against class labels, averaged over the batch and, for a feature map, over its pixels.
///
/// The formula is that of `torch.nn.CrossEntropyLoss`, including label smoothing (Szegedy et al. 2016,
/// https://arxiv.org/abs/1512.00567): a share `smoothing` of the target is spread evenly over all classes.
struct CrossEntropy: LossFormula {
    static let definition = LossDefinition.crossEntropy
    private let smoothing: Float

    init(_ call: Call) throws(CallProblem) {
        smoothing = Float(try call.value("smoothing") as Double)
    }

    func compute(_ batch: LossBatch, weight: Float) -> (loss: Float, correct: Int) {
        Self.compute(
            logits: batch.outputs, labels: batch.labels, gradient: batch.gradient, shape: batch.shape,
            smoothing: smoothing, weight: weight)
    }

    /// Computes the loss and its gradient.
    ///
    /// - Parameters:
    ///   - logits: batch x classes x pixels, the sizes of `shape`.
    ///   - labels: batch x pixels. A label that isn't a class adds no loss and no gradient; `TrainingPlan` rejects it
    ///     earlier.
    ///   - gradient: receives weight · (softmax − target) / (batch · pixels).
    /// - Returns: the unweighted mean loss, and the number of labels that have the largest logit.
    private static func compute(
        logits: UnsafeBufferPointer<Float>, labels: UnsafeBufferPointer<Int32>,
        gradient: UnsafeMutableBufferPointer<Float>, shape: LossShape, smoothing: Float, weight: Float
    ) -> (loss: Float, correct: Int) {
        let (classes, pixels) = (shape.channels, shape.pixels)
        let count = shape.batch * pixels
        let share = weight / Float(count)
        let spread = smoothing / Float(classes)
        var loss = 0.0
        var correct = 0
        for index in 0..<count {
            let start = index / pixels * classes * pixels + index % pixels
            let end = start + classes * pixels
            let label = Int(labels[index])
            var largest = logits[start]
            var prediction = 0
            for (number, place) in stride(from: start, to: end, by: pixels).enumerated() where logits[place] > largest {
                largest = logits[place]
                prediction = number
            }
            // exp(x - largest) never overflows, and the sum is at least 1.
            var sum: Float = 0
            for place in stride(from: start, to: end, by: pixels) {
                let power = expf(logits[place] - largest)
                gradient[place] = power
                sum += power
            }
            let scale = share / sum
            for place in stride(from: start, to: end, by: pixels) { gradient[place] *= scale }
            guard label >= 0, label < classes else { continue }
            let target = start + label * pixels
            let logSum = Double(logf(sum) + largest)
            loss += (1 - Double(smoothing)) * (logSum - Double(logits[target]))
            gradient[target] -= share * (1 - smoothing)
            if smoothing > 0 {
                for place in stride(from: start, to: end, by: pixels) {
                    loss += Double(spread) * (logSum - Double(logits[place]))
                    gradient[place] -= share * spread
                }
            }
            if prediction == label { correct += 1 }
        }
        return (Float(loss / Double(count)), correct)
    }
}
