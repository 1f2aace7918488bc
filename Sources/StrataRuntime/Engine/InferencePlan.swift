/// A network planned for inference with one batch size: no dropout, batch norm by its running statistics.
///
/// Its parameters are zero until `load`.
public final class InferencePlan {
    /// The network's layers and their sizes.
    public let graph: NetworkGraph
    /// How many samples a run takes.
    public let batch: Int

    private let planner: GraphPlanner
    private let execution: Execution
    private let store: ParameterStore
    private let state = RunState()

    /// - Parameters:
    ///   - graph: the network.
    ///   - batch: how many samples are run at once.
    ///   - threads: how many cores to use; one for a small step, else all of them, unless given.
    /// - Throws: `RuntimeError` if the network can't be planned, naming the layer, or needs more memory than there is.
    public init(_ graph: NetworkGraph, batch: Int, threads: Int? = nil) throws {
        let threads = try Threads.choose(threads, for: graph, batch: batch)
        Threads.use(threads)
        self.graph = graph
        self.batch = batch
        planner = try GraphPlanner(
            graph, batch: batch, seed: 0, inputGradient: false, device: Device(), loss: nil)
        execution = try Execution(planner.recording, training: false, threads: threads)
        store = ParameterStore(slots: planner.slots, execution: execution)
    }

    /// Replaces all parameters and buffers, or none of them.
    ///
    /// - Throws: `RuntimeError` that names what is missing, unexpected or of another shape.
    public func load(_ parameters: [String: Tensor]) throws { try store.write(parameters) }

    /// Gives the input buffer to fill: batch x channels x height x width.
    public func withInput<Result>(_ body: (UnsafeMutableBufferPointer<Float>) throws -> Result) rethrows -> Result {
        try body(execution.memory.floats(planner.input))
    }

    /// Runs the batch in the input buffer and gives the output to `body`: batch x units (or channels x height x width).
    public func run<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
        try execution.run(state)
        return try body(UnsafeBufferPointer(execution.memory.floats(planner.output)))
    }

    /// Runs one batch: `input` holds batch x channels x height x width numbers. Gives batch x units.
    ///
    /// - Throws: if `input` has another count.
    public func run(_ input: [Float]) throws -> [Float] {
        try withInput { buffer in
            guard buffer.count == input.count else {
                throw RuntimeError(
                    "the input has \(input.count) numbers, but a batch of \(batch) x \(graph.input) has \(buffer.count)"
                )
            }
            _ = buffer.update(fromContentsOf: input)
        }
        return try run { Array($0) }
    }

    /// Bytes of the arena, the parameters and the buffers.
    public var memoryBytes: Int { execution.memory.bytes }
}
