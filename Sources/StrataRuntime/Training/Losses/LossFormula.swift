/// How a loss is computed. One file in `Training/Losses/` each, registered here.
protocol LossFormula: Sendable {
    /// What the catalog knows of it.
    static var definition: LossDefinition { get }

    /// Reads a call, which was checked against the definition.
    init(_ call: Call) throws(CallProblem)

    /// Computes the mean over a batch, and writes the gradient of the outputs.
    ///
    /// - Parameter weight: what the gradient is multiplied by, but not the loss.
    /// - Returns: the mean, and how many answers are correct; 0 where numbers are compared.
    func compute(_ batch: LossBatch, weight: Float) -> (loss: Float, correct: Int)
}

/// A batch of outputs, and what they are compared with.
struct LossBatch {
    let shape: LossShape
    let outputs: UnsafeBufferPointer<Float>
    let targets: LossTargets
    let gradient: UnsafeMutableBufferPointer<Float>

    /// The class of each sample, or of each of its pixels; empty where numbers are compared.
    var labels: UnsafeBufferPointer<Int32> { UnsafeBufferPointer(targets.labels) }
    /// A number for each output; empty where classes are compared.
    var values: UnsafeBufferPointer<Float> { UnsafeBufferPointer(targets.values) }
}

extension Loss {
    /// Those that the runtime can compute.
    static let formulas = Registry<any LossFormula.Type>(
        noun, [BinaryCrossEntropy.self, CrossEntropy.self, MeanSquaredError.self]
    ) { $0.definition.syntax.key }

    /// - Throws: `RuntimeError` if the runtime doesn't know the loss, or a value of it makes no sense.
    func formula() throws -> any LossFormula {
        try checkValues()
        return try Self.formulas[definition.syntax.key].init(call)
    }
}
