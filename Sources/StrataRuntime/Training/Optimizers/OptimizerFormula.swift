/// The update rule of an optimizer. Each optimizer has its own file in `Training/Optimizers/` and is registered here.
protocol OptimizerFormula: Sendable {
    /// The catalog's definition.
    static var definition: OptimizerDefinition { get }

    /// Creates a formula from a call that was checked against the definition.
    init(_ call: Call) throws(CallProblem)

    /// Updates a part of all parameters by one step. The parts of a step run in parallel; each is a whole number of
    /// cache lines. Between the parameters is padding: where a weight, its gradient, and its state are 0, they stay 0.
    ///
    /// - Parameters:
    ///   - rate: the learning rate of this step.
    ///   - step: the number of the step, from 1.
    func update(_ part: Range<Int>, of memory: OptimizerMemory, rate: Double, step: Int)
}

/// The memory that an optimizer works on: all parameters one after another, and their gradients and state in the same
/// order.
struct OptimizerMemory {
    let weights: UnsafeMutablePointer<Float>
    let gradients: UnsafePointer<Float>
    /// One block of memory for each of the optimizer's state tensors, in the definition's order.
    let state: [UnsafeMutablePointer<Float>]
}

extension Optimizer {
    /// The formulas of the optimizers that the runtime supports.
    static let formulas = Registry<any OptimizerFormula.Type>(noun, [AdamW.self, SGD.self]) { $0.definition.syntax.key }

    /// Returns the formula of this optimizer. Its own rate isn't checked, because each step is given one.
    ///
    /// - Throws: `RuntimeError` if the runtime doesn't support the optimizer, or its values contradict each other.
    func formula() throws -> any OptimizerFormula {
        if let mistake = definition.mistake(call) { throw RuntimeError(mistake.message) }
        return try Self.formulas[definition.syntax.key].init(call)
    }
}
