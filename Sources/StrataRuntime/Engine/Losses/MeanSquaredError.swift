/// The mean over all of a batch's outputs of the squared distance to their targets, as `torch.nn.MSELoss`.
enum MeanSquaredError {
    /// - Parameter gradient: takes weight · 2 (output − target) / count.
    /// - Returns: the mean, not weighted.
    static func compute(
        outputs: UnsafeBufferPointer<Float>, targets: UnsafeBufferPointer<Float>,
        gradient: UnsafeMutableBufferPointer<Float>, weight: Float = 1
    ) -> Float {
        let scale = 2 * weight / Float(outputs.count)
        var sum = 0.0
        for index in outputs.indices {
            let difference = outputs[index] - targets[index]
            gradient[index] = scale * difference
            sum += Double(difference * difference)
        }
        return Float(sum / Double(outputs.count))
    }
}
