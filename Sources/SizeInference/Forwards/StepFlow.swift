import NetworkTerms
import SpecLanguage

/// Which step of a network takes whose output. What computes nothing is looked through: contracts, and projections
/// between equal sizes.
public struct StepFlow: Sendable {
    /// The numbers of the nodes that compute, in order, after the input's. Auxiliary heads are at the end.
    public let steps: [Int]
    /// The step that answers.
    public private(set) var end = 0
    /// By node.
    private var inputs: [NodeNumbers]
    private var outputs: [NodeNumbers]

    public init(_ network: SizedNetwork) {
        let nodes = network.graph.nodes
        steps = [0] + network.sized.computing
        inputs = Array(repeating: [], count: nodes.count)
        outputs = inputs
        /// The step whose output each node has.
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
                // It is made from the shortcut alone: what the residual gives only tells its size.
                connect(sources[nodes[node].inputs[0]], node)
            } else {
                for input in nodes[node].inputs { connect(sources[input], node) }
            }
        }
        end = sources[network.graph.end]
    }

    private mutating func connect(_ step: Int, _ following: Int) {
        if !inputs[following].contains(step) { outputs[step].append(following) }
        inputs[following].append(step)
    }

    /// The steps that a step takes its inputs from.
    public func inputs(of step: Int) -> NodeNumbers { inputs[step] }

    /// The steps that take a step's output.
    public func outputs(of step: Int) -> NodeNumbers { outputs[step] }
}
