import Basics

/// A network planned for training with a fixed batch size.
///
/// Everything is decided once: layouts, fusions, and the memory of every tensor. A step then only executes the plan:
///
/// ```swift
/// let plan = try TrainingPlan(graph, batch: 64, seed: 1)
/// plan.withInput { images in … }
/// for index in 0..<64 { plan.labels[index] = … }
/// let loss = try plan.forwardBackward()
/// try plan.update(.sgd(rate: 0.1), rate: 0.1)
/// ```
///
/// Two plans with the same network, seed, number of threads, and data produce the same bits. A plan can be used by only
/// one thread at a time.
public final class TrainingPlan {
    /// The network's layers and their sizes.
    public let graph: NetworkGraph
    /// The number of samples in a step.
    public let batch: Int
    /// The loss of each output, in the order of `NetworkGraph.outputs`. Training minimizes their weighted sum.
    public let losses: [WeightedLoss]
    /// The loss that training minimizes; of several outputs, that of the first.
    public var loss: Loss { losses[0].loss }
    /// The class of each sample of the batch, or of each of its pixels, row by row, from 0; empty if the loss compares
    /// numbers. Of several outputs, those of the first.
    public var labels: UnsafeMutableBufferPointer<Int32> { targets[0].labels }
    /// The target of each output, batch x outputs (or channels x height x width); empty if the loss compares labels. Of
    /// several outputs, that of the first.
    public var targetValues: UnsafeMutableBufferPointer<Float> { targets[0].values }
    /// The number of labels of the last batch that had the largest output; of several outputs, for the first.
    public var correctPredictions: Int { state.correctPredictions }

    /// The number of threads that the plan uses.
    public let threads: Int

    /// The targets of each output.
    private let targets: [LossTargets]
    private let planner: GraphPlanner
    private let execution: Execution
    private let store: ParameterStore
    private let optimizerStep: OptimizerStep
    private let state = RunState()

    /// The loss of an output, and its factor in the sum.
    public struct WeightedLoss: Hashable, Sendable {
        /// The loss.
        public var loss: Loss
        /// Its factor.
        public var weight: Double

        /// Creates a loss with a factor.
        public init(_ loss: Loss, weight: Double = 1) { (self.loss, self.weight) = (loss, weight) }
    }

    /// Plans a network for training.
    ///
    /// - Parameters:
    ///   - graph: the network.
    ///   - batch: the number of samples in a step.
    ///   - loss: the loss that training minimizes; with several outputs, the sum of this loss of each.
    ///   - seed: the seed for initial parameters and dropout.
    ///   - threads: the number of cores to use; by default one for a small step, otherwise all of them.
    ///   - inputGradient: whether `inputGradient()` will be called.
    /// - Throws: `RuntimeError` if the network can't be planned, naming the layer, or needs more memory than the
    ///   machine has.
    public convenience init(
        _ graph: NetworkGraph, batch: Int, loss: Loss = .crossEntropy, seed: UInt64, threads: Int? = nil,
        inputGradient: Bool = false
    ) throws {
        try self.init(
            graph, batch: batch, losses: graph.outputs.map { _ in WeightedLoss(loss) }, seed: seed, threads: threads,
            inputGradient: inputGradient)
    }

    /// Plans a network with several outputs for training.
    ///
    /// - Parameters:
    ///   - graph: the network.
    ///   - batch: the number of samples in a step.
    ///   - losses: the loss of each output, in the order of `NetworkGraph.outputs`. Auxiliary heads have that of the
    ///     first.
    ///   - seed: the seed for initial parameters and dropout.
    ///   - threads: the number of cores to use; by default one for a small step, otherwise all of them.
    ///   - inputGradient: whether `inputGradient()` will be called.
    /// - Throws: `RuntimeError` if the network can't be planned, naming the layer, or needs more memory than the
    ///   machine has.
    public init(
        _ graph: NetworkGraph, batch: Int, losses: [WeightedLoss], seed: UInt64, threads: Int? = nil,
        inputGradient: Bool = false
    ) throws {
        let threads = try Threads.choose(threads, for: graph, batch: batch)
        Threads.use(threads)
        guard batch > 0 else { throw RuntimeError("the batch size must be at least 1, not \(batch)") }
        guard losses.count == graph.outputs.count else {
            throw RuntimeError(
                "\(graph.name) has \(counted(graph.outputs.count, "output")), but "
                    + "the training has \(counted(losses.count, "loss", plural: "losses"))")
        }
        let largest = graph.outputs.map(\.shape.count).max() ?? 1
        guard let count = product(batch, largest), count <= TensorShape.largestCount else {
            throw RuntimeError(
                "a batch of \(counted(batch, "sample")) is too large",
                advice: "A batch of \((TensorShape.largestCount / largest).grouped) is the largest that fits.")
        }
        for head in graph.auxiliaryHeads {
            let output = graph.shape(of: head)
            guard output == graph.output else {
                throw RuntimeError(
                    "the auxiliary head '\(head.name)' outputs \(output), but it must output \(graph.output), like the "
                        + "network")
            }
        }
        self.graph = graph
        self.batch = batch
        self.losses = losses
        self.threads = threads
        let shapes = graph.outputs.map { LossShape($0.shape, batch: batch) }
        let targets = zip(shapes, losses).map { LossTargets($0, loss: $1.loss) }
        let formulas = try losses.map { try $0.loss.formula() }
        self.targets = targets
        planner = try GraphPlanner(
            graph, batch: batch, seed: seed, inputGradient: inputGradient, device: Device()
        ) { recording, output, place in
            let number = if case .output(let number) = place { number } else { 0 }
            let weight = if case .auxiliary(let head) = place { head.weight } else { Float(losses[number].weight) }
            let isFirst = if case .output(0) = place { true } else { false }
            return formulas[number].record(
                in: recording, output: output, shape: shapes[number], targets: targets[number], weight: weight,
                isFirst: isFirst)
        }
        execution = try Execution(planner.recording, training: true, threads: threads)
        store = ParameterStore(slots: planner.slots, execution: execution)
        try store.start(seed: seed)
        optimizerStep = OptimizerStep(bytes: planner.recording.parametersSize)
    }

    /// Calls `body` with the input buffer, for it to fill: batch x channels x height x width.
    public func withInput<Result>(_ body: (UnsafeMutableBufferPointer<Float>) throws -> Result) rethrows -> Result {
        try body(execution.memory.floats(planner.input))
    }

    /// Runs one forward and backward pass over the input and the labels or target values.
    ///
    /// - Returns: the mean loss, or the weighted sum of those of several outputs, plus the weighted losses of auxiliary
    ///   heads.
    /// - Throws: `RuntimeError` if a label isn't one of the network's classes.
    public func forwardBackward() throws -> Float {
        for (output, targets) in zip(graph.outputs, targets) {
            let (labels, classes) = (targets.labels, output.shape.channels)
            for (index, label) in labels.enumerated() where label < 0 || Int(label) >= classes {
                let subject = graph.outputs.count == 1 ? "the network" : "`\(output.name)`"
                throw RuntimeError(
                    "sample \(index / (labels.count / batch)) of the batch has label \(label), but \(subject) has "
                        + "\(classes) outputs")
            }
        }
        try execution.run(state)
        state.step += 1
        return state.loss
    }

    /// Updates all parameters, with the gradients of the last `forwardBackward`. `rate` is the learning rate of this
    /// step; the optimizer's own rate isn't used.
    public func update(_ optimizer: Optimizer, rate: Double) throws {
        Threads.use(threads)
        try optimizerStep.update(
            optimizer, rate: rate, parameters: execution.memory.parameters.floats,
            gradients: execution.memory.gradients.floats, threads: threads)
    }

    /// Returns the network's output for the last batch, or the first of several: batch x units (or channels x height x
    /// width).
    public func output() throws -> Tensor { output(at: 0) }

    /// Returns one of several outputs for the last batch.
    ///
    /// - Throws: `RuntimeError` if the network has no output of this name.
    public func output(_ name: String) throws -> Tensor { output(at: try graph.output(named: name)) }

    private func output(at number: Int) -> Tensor {
        Tensor(
            shape: graph.outputs[number].shape.batched(batch),
            values: Array(execution.memory.floats(planner.outputs[number])))
    }

    /// Returns the memory for the classes of one of several outputs, like ``labels``.
    ///
    /// - Throws: `RuntimeError` if the network has no output of this name.
    public func labels(of name: String) throws -> UnsafeMutableBufferPointer<Int32> {
        targets[try graph.output(named: name)].labels
    }

    /// Returns the memory for the target of one of several outputs, like ``targetValues``.
    ///
    /// - Throws: `RuntimeError` if the network has no output of this name.
    public func targetValues(of name: String) throws -> UnsafeMutableBufferPointer<Float> {
        targets[try graph.output(named: name)].values
    }

    /// Returns the memory for the targets of an output, by its place.
    func targets(ofOutput number: Int) -> LossTargets { targets[number] }

    /// Returns the gradients of the last `forwardBackward`, by parameter.
    public func gradients() throws -> [String: Tensor] { try store.gradients() }

    /// Returns the input's gradient, batch x channels x height x width. The plan must have been created with
    /// `inputGradient: true`.
    public func inputGradient() throws -> Tensor {
        guard let gradient = planner.inputGradient else {
            throw RuntimeError("the plan was created without `inputGradient: true`")
        }
        return Tensor(shape: graph.input.batched(batch), values: Array(execution.memory.floats(gradient)))
    }

    /// Returns all parameters and buffers, including those of auxiliary heads.
    public func parameters() throws -> [String: Tensor] { try store.read() }

    /// Replaces all parameters and buffers, or none of them.
    ///
    /// - Throws: `RuntimeError` that names all parameters that are missing, unexpected, or of the wrong shape.
    public func load(_ parameters: [String: Tensor]) throws { try store.write(parameters) }

    /// Returns the optimizer's state, including the counts on which dropout and bias correction depend.
    public func optimizerState() throws -> OptimizerState {
        var tensors: [String: Tensor] = [:]
        for (kind, memory) in optimizerStep.state {
            for slot in planner.slots {
                guard let pointer = place(of: slot, in: memory) else { continue }
                let plain = try Layout(slot.dimensions, .plain)
                let values = try [Float](unsafeUninitializedCapacity: slot.parameter.count) { buffer, filled in
                    guard let start = buffer.baseAddress else { return }
                    try execution.reorder(
                        from: slot.value.layout, pointer, to: plain, UnsafeMutableRawPointer(start))
                    filled = slot.parameter.count
                }
                tensors["\(slot.parameter.name).\(kind)"] = Tensor(shape: slot.parameter.shape, values: values)
            }
        }
        return OptimizerState(updates: optimizerStep.updates, steps: state.step, tensors: tensors)
    }

    /// Resumes from a state that `optimizerState()` returned.
    ///
    /// - Throws: `RuntimeError` if the state belongs to other parameters.
    public func loadOptimizerState(_ state: OptimizerState) throws {
        guard state.updates >= 0, state.steps >= 0 else {
            throw RuntimeError(
                "the optimizer's state has negative counts: \(counted(state.updates, "update")), "
                    + counted(state.steps, "step"))
        }
        let trained = planner.slots.filter { $0.gradient != nil }
        guard let kinds = Self.kinds(of: state.tensors, trained.map(\.parameter)) else {
            throw RuntimeError("the optimizer's state doesn't fit the network's parameters")
        }
        try optimizerStep.remember(kinds)
        for (kind, memory) in optimizerStep.state {
            for slot in trained {
                guard let pointer = place(of: slot, in: memory),
                    var values = state.tensors["\(slot.parameter.name).\(kind)"]?.values
                else { continue }
                let plain = try Layout(slot.dimensions, .plain)
                try values.withUnsafeMutableBytes { bytes in
                    guard let start = bytes.baseAddress else { return }
                    try execution.reorder(from: plain, start, to: slot.value.layout, pointer)
                }
            }
        }
        optimizerStep.resume(updates: state.updates)
        self.state.step = state.steps
    }

    /// Returns the place of a parameter's state in one of the optimizer's state tensors; nil for buffers.
    private func place(of slot: ParameterSlot, in memory: AlignedMemory) -> UnsafeMutableRawPointer? {
        guard slot.gradient != nil, case .parameters(let offset) = planner.recording.regions[slot.value.region].home
        else { return nil }
        return memory.pointer + offset
    }

    /// Returns the kinds of tensors that a saved state has for each parameter; nil if they differ between parameters,
    /// or don't have the parameter's shape.
    private static func kinds(of tensors: [String: Tensor], _ parameters: [Parameter]) -> [String]? {
        // The last part of a tensor's name is the kind.
        let names = tensors.keys.compactMap { name in
            name.lastIndex(of: ".").map { (String(name[..<$0]), String(name[name.index(after: $0)...])) }
        }
        let kinds = Set(names.map(\.1)).sorted()
        let fits = parameters.allSatisfy { parameter in
            kinds.allSatisfy {
                let tensor = tensors["\(parameter.name).\($0)"]
                return tensor?.shape == parameter.shape && tensor?.values.count == parameter.count
            }
        }
        return fits && tensors.count == kinds.count * parameters.count ? kinds : nil
    }

    /// The bytes of the arena, the parameters, the gradients, the optimizer's state, and the buffers.
    public var memoryBytes: Int { execution.memory.bytes + optimizerStep.memoryBytes }

    /// The steps that the plan executes, in order: the layer, and oneDNN's name for the code.
    var steps: [(layer: String, work: String)] {
        planner.recording.steps.map { step in
            switch step.work {
            case .primitive(let description, _): (step.layer, description.implementation)
            case .code: (step.layer, "swift")
            }
        }
    }
}
