/// One optimizer step over all parameters at once: the parameters, their gradients, and each of the optimizer's state
/// tensors have one block of memory each, all in the same order. The gaps between them and the padding of blocked
/// layouts are zeros, and every formula keeps them zero.
final class OptimizerStep {
    /// The state kept between steps, by the name of the state tensor.
    private(set) var state: [(name: String, memory: AlignedMemory)] = []
    private(set) var updates = 0
    private let bytes: Int
    /// The optimizer of the last step and its formula.
    private var last: (optimizer: Optimizer, formula: any OptimizerFormula)?

    init(bytes: Int) {
        self.bytes = bytes
    }

    var memoryBytes: Int { state.reduce(0) { $0 + $1.memory.bytes } }

    /// Keeps the state tensors with these names, in this order. They start as zeros unless they are kept already.
    func remember(_ names: [String]) throws {
        guard state.map(\.name) != names else { return }
        let known = Set(state.map(\.name)) == Set(names) ? state : []
        state = try names.map { name in
            (name, try known.first { $0.name == name }?.memory ?? AlignedMemory(bytes: bytes))
        }
    }

    func resume(updates: Int) {
        self.updates = updates
    }

    func update(
        _ optimizer: Optimizer, rate: Double, parameters: UnsafeMutableBufferPointer<Float>,
        gradients: UnsafeMutableBufferPointer<Float>, threads: Int
    ) throws {
        guard let weights = parameters.baseAddress, let gradients = gradients.baseAddress else { return }
        let formula = try formula(of: optimizer)
        try remember(optimizer.stateTensors)
        let memory = OptimizerMemory(
            weights: weights, gradients: gradients, state: state.compactMap(\.memory.floats.baseAddress))
        let step = updates + 1
        Threads.split(bytes / 4, threads: threads) { formula.update($0, of: memory, rate: rate, step: step) }
        updates = step
    }

    private func formula(of optimizer: Optimizer) throws -> any OptimizerFormula {
        if let last, last.optimizer == optimizer { return last.formula }
        let formula = try optimizer.formula()
        last = (optimizer, formula)
        return formula
    }
}
