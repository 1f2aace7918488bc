/// How an optimizer moves parameters. One file in `Training/Optimizers/` each, registered here.
protocol OptimizerFormula: Sendable {
    /// What the catalog knows of it.
    static var definition: OptimizerDefinition { get }

    /// Reads a call, which was checked against the definition.
    init(_ call: Call) throws(CallProblem)

    /// Moves a part of all parameters by one step. The parts of a step run at once; each is a whole number of cache lines.
    ///
    /// - Parameters:
    ///   - rate: the learning rate of this step.
    ///   - step: the number of the step, from 1.
    func update(_ part: Range<Int>, of memory: OptimizerMemory, rate: Double, step: Int)
}

/// What an optimizer works on: the numbers of all parameters one after another, and in equal order what belongs to each.
struct OptimizerMemory {
    let weights: UnsafeMutablePointer<Float>
    let gradients: UnsafePointer<Float>
    /// A memory for each of the optimizer's state tensors, in the definition's order.
    let state: [UnsafeMutablePointer<Float>]
}

extension Optimizer {
    /// Those that the runtime can train with.
    static let formulas = Registry<any OptimizerFormula.Type>(noun, [AdamW.self, SGD.self]) { $0.definition.syntax.key }

    /// Its own rate may be any, since a step is given one.
    ///
    /// - Throws: `RuntimeError` if the runtime doesn't know the optimizer, or its values don't go together.
    func formula() throws -> any OptimizerFormula {
        if let mistake = definition.mistake(call) { throw RuntimeError(mistake) }
        return try Self.formulas[definition.syntax.key].init(call)
    }
}
