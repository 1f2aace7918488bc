/// The mean of each label's output with the opposite sign, over the batch and, for a feature map, over its pixels, like
/// `torch.nn.NLLLoss`. Outputs are the logarithms of probabilities.
struct NegativeLogLikelihood: LossFormula {
    static let definition = LossDefinition.negativeLogLikelihood

    init(_ call: Call) {}

    /// Computes the loss and its gradient, which is -weight / (batch · pixels) for the outputs of the labels. A label
    /// that isn't a class adds neither; `TrainingPlan` rejects it earlier.
    func compute(_ batch: LossBatch, weight: Float) -> (loss: Float, correct: Int) {
        let (classes, pixels) = (batch.shape.channels, batch.shape.pixels)
        let count = batch.shape.batch * pixels
        let (outputs, gradient) = (batch.outputs, batch.gradient)
        gradient.update(repeating: 0)
        var loss = 0.0
        var correct = 0
        for index in 0..<count {
            let start = index / pixels * classes * pixels + index % pixels
            let label = Int(batch.labels[index])
            guard label >= 0, label < classes else { continue }
            let target = start + label * pixels
            loss -= Double(outputs[target])
            gradient[target] = -weight / Float(count)
            var largest = start
            for place in stride(from: start, to: start + classes * pixels, by: pixels)
            where outputs[place] > outputs[largest] {
                largest = place
            }
            if largest == target { correct += 1 }
        }
        return (Float(loss / Double(count)), correct)
    }
}
