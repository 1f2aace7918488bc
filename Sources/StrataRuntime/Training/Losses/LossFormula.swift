/// The computation of a loss. Each loss has its own file in `Training/Losses/` and is registered here.
protocol LossFormula: Sendable {
    /// The catalog's definition.
    static var definition: LossDefinition { get }

    /// Creates a formula from a call that was checked against the definition.
    init(_ call: Call) throws(CallProblem)

    /// Computes the mean over a batch, and writes the gradient of the outputs.
    ///
    /// - Parameter weight: a factor for the gradient, but not for the loss.
    /// - Returns: the mean, and the number of correct answers, which is 0 if numbers are compared.
    func compute(_ batch: LossBatch, weight: Float) -> (loss: Float, correct: Int)
}

/// A batch of outputs and their targets.
struct LossBatch {
    let shape: LossShape
    let outputs: UnsafeBufferPointer<Float>
    let targets: LossTargets
    let gradient: UnsafeMutableBufferPointer<Float>

    /// The class of each sample, or of each of its pixels; empty if numbers are compared.
    var labels: UnsafeBufferPointer<Int32> { UnsafeBufferPointer(targets.labels) }
    /// A number for each output; empty if classes are compared.
    var values: UnsafeBufferPointer<Float> { UnsafeBufferPointer(targets.values) }
}

extension Loss {
    /// The formulas of the losses that the runtime supports.
    static let formulas = Registry<any LossFormula.Type>(
        noun, [BinaryCrossEntropy.self, CrossEntropy.self, MeanSquaredError.self, NegativeLogLikelihood.self]
    ) { $0.definition.syntax.key }

    /// Returns the formula of this loss.
    ///
    /// - Throws: `RuntimeError` if the runtime doesn't support the loss, or one of its values is invalid.
    func formula() throws -> any LossFormula {
        try checkValues()
        return try Self.formulas[definition.syntax.key].init(call)
    }
}
