/// The squared difference between outputs and targets, averaged over all outputs of a batch, like `torch.nn.MSELoss`.
struct MeanSquaredError: LossFormula {
    static let definition = LossDefinition.meanSquaredError

    init(_ call: Call) {}

    /// Computes the loss and its gradient, which is weight · 2 (output − target) / count.
    func compute(_ batch: LossBatch, weight: Float) -> (loss: Float, correct: Int) {
        let (outputs, targets, gradient) = (batch.outputs, batch.values, batch.gradient)
        let scale = 2 * weight / Float(outputs.count)
        var sum = 0.0
        for index in outputs.indices {
            let difference = outputs[index] - targets[index]
            gradient[index] = scale * difference
            sum += Double(difference * difference)
        }
        return (Float(sum / Double(outputs.count)), 0)
    }
}
