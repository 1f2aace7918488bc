import Basics

/// A network planned for training with one batch size.
///
/// Everything is decided once: layouts, fusions, the memory of every tensor. A step then only executes the plan:
///
/// ```swift
/// let plan = try TrainingPlan(graph, batch: 64, seed: 1)
/// plan.withInput { images in … }
/// for index in 0..<64 { plan.labels[index] = … }
/// let loss = try plan.forwardBackward()
/// try plan.update(.sgd(rate: 0.1), rate: 0.1)
/// ```
///
/// Two plans with the same network, seed, thread count and data give the same bits. A plan belongs to one thread at a time.
public final class TrainingPlan {
    /// The network's layers and their sizes.
    public let graph: NetworkGraph
    /// How many samples a step takes.
    public let batch: Int
    /// What a step makes smaller.
    public let loss: Loss
    /// The class of each sample of the batch, or of each of its pixels, row by row, from 0; empty where the loss compares
    /// numbers.
    public var labels: UnsafeMutableBufferPointer<Int32> { targets.labels }
    /// What each output is compared with, batch x outputs (or channels x height x width); empty where the loss compares
    /// labels.
    public var targetValues: UnsafeMutableBufferPointer<Float> { targets.values }
    /// How many labels of the last batch had the largest output.
    public var correctPredictions: Int { state.correctPredictions }

    /// How many threads the plan uses.
    public let threads: Int

    private let targets: LossTargets
    private let planner: GraphPlanner
    private let execution: Execution
    private let store: ParameterStore
    private let optimizerStep: OptimizerStep
    private let state = RunState()

    /// - Parameters:
    ///   - graph: the network.
    ///   - batch: how many samples make a step.
    ///   - loss: what training makes small.
    ///   - seed: the start of the parameters, and dropout, follow from it.
    ///   - threads: how many cores to use; one for a small step, else all of them, unless given.
    ///   - inputGradient: whether `inputGradient()` will be asked for.
    /// - Throws: `RuntimeError` if the network can't be planned, naming the layer, or needs more memory than there is.
    public init(
        _ graph: NetworkGraph, batch: Int, loss: Loss = .crossEntropy, seed: UInt64, threads: Int? = nil,
        inputGradient: Bool = false
    ) throws {
        let threads = try Threads.choose(threads, for: graph, batch: batch)
        Threads.use(threads)
        guard batch > 0, batch <= TensorShape.largestCount else {
            throw RuntimeError("a batch has at least 1 sample, not \(batch)")
        }
        guard batch > 0, let count = product(batch, graph.output.count), count <= TensorShape.largestCount
        else {
            throw RuntimeError(
                batch > 0 ? "a batch of \(batch) is too large" : "a batch has at least 1 sample, not \(batch)")
        }
        for head in graph.auxiliaryHeads {
            let output = graph.shape(of: head)
            guard output == graph.output else {
                throw RuntimeError(
                    "the auxiliary head '\(head.name)' gives \(output), but its loss needs \(graph.output), as the "
                        + "network gives")
            }
        }
        self.graph = graph
        self.batch = batch
        self.loss = loss
        self.threads = threads
        let shape = LossShape(graph.output, batch: batch)
        let targets = LossTargets(shape, loss: loss)
        let formula = try loss.formula()
        self.targets = targets
        planner = try GraphPlanner(
            graph, batch: batch, seed: seed, inputGradient: inputGradient, device: Device()
        ) { recording, output, head in
            formula.record(in: recording, output: output, shape: shape, targets: targets, head: head?.weight)
        }
        execution = try Execution(planner.recording, training: true, threads: threads)
        store = ParameterStore(slots: planner.slots, execution: execution)
        try store.start(seed: seed)
        optimizerStep = OptimizerStep(bytes: planner.recording.parametersSize)
    }

    /// Gives the input buffer to fill: batch x channels x height x width.
    public func withInput<Result>(_ body: (UnsafeMutableBufferPointer<Float>) throws -> Result) rethrows -> Result {
        try body(execution.memory.floats(planner.input))
    }

    /// One forward and backward pass over the input and the labels or target values. Gives the mean loss, those of
    /// auxiliary heads added by their weights.
    ///
    /// - Throws: if a label is not one of the network's classes.
    public func forwardBackward() throws -> Float {
        let classes = graph.output.channels
        for (index, label) in labels.enumerated() where label < 0 || Int(label) >= classes {
            throw RuntimeError(
                "sample \(index / (labels.count / batch)) of the batch has label \(label), but the network has "
                    + "\(classes) outputs")
        }
        try execution.run(state)
        state.step += 1
        return state.loss
    }

    /// One optimizer step over all parameters, with the gradients of the last `forwardBackward`. `rate` is the learning rate
    /// of this step; the optimizer's own is the schedule's start.
    public func update(_ optimizer: Optimizer, rate: Double) throws {
        Threads.use(threads)
        try optimizerStep.update(
            optimizer, rate: rate, parameters: execution.memory.parameters.floats,
            gradients: execution.memory.gradients.floats, threads: threads)
    }

    /// The network's output for the last batch, batch x units (or channels x height x width).
    public func output() throws -> Tensor {
        Tensor(shape: graph.output.batched(batch), values: Array(execution.memory.floats(planner.output)))
    }

    /// The gradients of the last `forwardBackward`, by parameter.
    public func gradients() throws -> [String: Tensor] { try store.gradients() }

    /// The input's gradient, batch x channels x height x width; only if the plan was made with `inputGradient: true`.
    public func inputGradient() throws -> Tensor {
        guard let gradient = planner.inputGradient else {
            throw RuntimeError("the plan was made without the input's gradient")
        }
        return Tensor(shape: graph.input.batched(batch), values: Array(execution.memory.floats(gradient)))
    }

    /// All parameters and buffers, auxiliary heads' too.
    public func parameters() throws -> [String: Tensor] { try store.read() }

    /// Replaces all parameters and buffers, or none of them.
    ///
    /// - Throws: `RuntimeError` that names what is missing, unexpected or of another shape.
    public func load(_ parameters: [String: Tensor]) throws { try store.write(parameters) }

    /// What the optimizer remembers, and the counts that dropout and bias correction follow from.
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

    /// Resumes from a state of `optimizerState()`.
    ///
    /// - Throws: if the state belongs to other parameters.
    public func loadOptimizerState(_ state: OptimizerState) throws {
        guard state.updates >= 0, state.steps >= 0 else {
            throw RuntimeError("the optimizer's state counts \(state.updates) updates and \(state.steps) steps")
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

    /// Where the optimizer remembers what belongs to a parameter; nil for buffers.
    private func place(of slot: ParameterSlot, in memory: AlignedMemory) -> UnsafeMutableRawPointer? {
        guard slot.gradient != nil, case .parameters(let offset) = planner.recording.regions[slot.value.region].home
        else { return nil }
        return memory.pointer + offset
    }

    /// What a saved state remembers of each parameter; nil where it is not the same of each, or not of the parameter's shape.
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

    /// Bytes of the arena, the parameters, the gradients, the optimizer's memory and the buffers.
    public var memoryBytes: Int { execution.memory.bytes + optimizerStep.memoryBytes }

    /// What the plan executes, in order: the layer and oneDNN's name of the code.
    var steps: [(layer: String, work: String)] {
        planner.recording.steps.map { step in
            switch step.work {
            case .primitive(let description, _): (step.layer, description.implementation)
            case .code: (step.layer, "swift")
            }
        }
    }
}
