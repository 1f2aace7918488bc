/// A network planned for inference with one batch size: no dropout, batch norm by its running statistics.
public final class InferencePlan {
    public let graph: NetworkGraph
    public let batch: Int

    public init(_ graph: NetworkGraph, batch: Int, threads: Int? = nil) throws {
        self.graph = graph
        self.batch = batch
        throw RuntimeError("not built yet")
    }

    /// Replaces all parameters and buffers.
    public func load(_ parameters: [String: Tensor]) throws {}

    /// Gives the input buffer to fill: batch x channels x height x width.
    public func withInput<Result>(_ body: (UnsafeMutableBufferPointer<Float>) throws -> Result) rethrows -> Result {
        try body(.init(start: nil, count: 0))
    }

    /// Runs the batch in the input buffer and gives the output to `body`: batch x units.
    public func run<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
        try body(.init(start: nil, count: 0))
    }

    /// Runs one batch: `input` holds batch x channels x height x width numbers. Gives batch x units.
    public func run(_ input: [Float]) throws -> [Float] { [] }
}
