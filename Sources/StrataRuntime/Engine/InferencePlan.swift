/// A network planned for inference with a fixed batch size: without dropout, and with batch norm using its running
/// statistics.
///
/// Its parameters are zero until `load` is called.
public final class InferencePlan {
    /// The network's layers and their sizes.
    public let graph: NetworkGraph
    /// The number of samples in a run.
    public let batch: Int

    private let planner: GraphPlanner
    private let execution: Execution
    private let store: ParameterStore
    private let state = RunState()

    /// Plans a network for inference.
    ///
    /// - Parameters:
    ///   - graph: the network.
    ///   - batch: the number of samples to run at once.
    ///   - threads: the number of cores to use; by default one for a small step, otherwise all of them.
    /// - Throws: `RuntimeError` if the network can't be planned, naming the layer, or needs more memory than the
    ///   machine has.
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
    /// - Throws: `RuntimeError` that names all parameters that are missing, unexpected, or of the wrong shape.
    public func load(_ parameters: [String: Tensor]) throws { try store.write(parameters) }

    /// Calls `body` with the input buffer, for it to fill: batch x channels x height x width.
    public func withInput<Result>(_ body: (UnsafeMutableBufferPointer<Float>) throws -> Result) rethrows -> Result {
        try body(execution.memory.floats(planner.input))
    }

    /// Runs the batch in the input buffer and calls `body` with the output, or the first of several: batch x units (or
    /// channels x height x width).
    public func run<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
        try runOutputs { try body($0[0]) }
    }

    /// Runs the batch in the input buffer and calls `body` with every output, in the order of `NetworkGraph.outputs`.
    public func runOutputs<Result>(_ body: ([UnsafeBufferPointer<Float>]) throws -> Result) throws -> Result {
        try execution.run(state)
        return try body(planner.outputs.map { UnsafeBufferPointer(execution.memory.floats($0)) })
    }

    /// Runs one batch.
    ///
    /// - Parameter input: batch x channels x height x width numbers.
    /// - Returns: the output: batch x units (or channels x height x width).
    /// - Throws: `RuntimeError` if `input` has the wrong count.
    public func run(_ input: [Float]) throws -> [Float] {
        try withInput { buffer in
            guard buffer.count == input.count else {
                throw RuntimeError(
                    "a batch of \(batch) x \(graph.input) has \(buffer.count) numbers, but the input has \(input.count)"
                )
            }
            _ = buffer.update(fromContentsOf: input)
        }
        return try run { Array($0) }
    }

    /// The bytes of the arena, the parameters, and the buffers.
    public var memoryBytes: Int { execution.memory.bytes }
}
