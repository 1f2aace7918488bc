import OperatingSystem

/// The cross-entropy between the sigmoid of each output and its target, which is between 0 and 1, averaged over all
/// outputs of a batch, like `torch.nn.BCEWithLogitsLoss`.
struct BinaryCrossEntropy: LossFormula {
    static let definition = LossDefinition.binaryCrossEntropy

    init(_ call: Call) {}

    /// Computes the loss and its gradient, which is weight · (sigmoid(output) − target) / count. An output on its
    /// target's side of 0 is correct.
    func compute(_ batch: LossBatch, weight: Float) -> (loss: Float, correct: Int) {
        let (logits, targets, gradient) = (batch.outputs, batch.values, batch.gradient)
        let share = weight / Float(logits.count)
        var sum = 0.0
        var correct = 0
        for index in logits.indices {
            let (logit, target) = (logits[index], targets[index])
            // exp of a number below 0 never overflows.
            let power = expf(-abs(logit))
            sum += Double(max(logit, 0) - logit * target + log1pf(power))
            gradient[index] = share * (Self.sigmoid(logit) - target)
            if (logit > 0) == (target > 0.5) { correct += 1 }
        }
        return (Float(sum / Double(logits.count)), correct)
    }

    static func sigmoid(_ logit: Float) -> Float {
        let power = expf(-abs(logit))
        return logit >= 0 ? 1 / (1 + power) : power / (1 + power)
    }
}
