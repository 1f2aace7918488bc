import NetworkTerms
import SpecLanguage

/// Which step of a network uses the output of which. Nodes that don't compute anything are skipped: contracts, and
/// projections between equal sizes.
public struct StepFlow: Sendable {
    /// The numbers of the nodes that compute, in order, after the input's. Auxiliary heads are at the end.
    public let steps: [Int]
    /// The step that computes each output.
    public private(set) var ends: [Int] = []
    /// The inputs and outputs, by node.
    private var inputs: [NodeNumbers]
    private var outputs: [NodeNumbers]

    public init(_ network: SizedNetwork) {
        let nodes = network.graph.nodes
        steps = [0] + network.sized.computing
        inputs = Array(repeating: [], count: nodes.count)
        outputs = inputs
        /// The step that computes each node's output.
        var sources = Array(nodes.indices)
        var next = 0
        for node in nodes.indices {
            guard next < steps.count, steps[next] == node else {
                if let first = nodes[node].inputs.first { sources[node] = sources[first] }
                continue
            }
            next += 1
            if let only = nodes[node].inputs.only {
                connect(sources[only], node)
            } else if case .projection = nodes[node].operation {
                // It only reads the shortcut. The residual's output just determines its size.
                connect(sources[nodes[node].inputs[0]], node)
            } else {
                for input in nodes[node].inputs { connect(sources[input], node) }
            }
        }
        ends = network.graph.outputs.map { sources[$0.end] }
    }

    private mutating func connect(_ step: Int, _ following: Int) {
        // All inputs of a step are connected one after the other.
        if outputs[step].last != following { outputs[step].append(following) }
        inputs[following].append(step)
    }

    /// Returns the steps whose outputs are a step's inputs.
    public func inputs(of step: Int) -> NodeNumbers { inputs[step] }

    /// Returns the steps that use a step's output.
    public func outputs(of step: Int) -> NodeNumbers { outputs[step] }
}
