import NetworkTerms
import SpecLanguage

/// The steps of a network whose sizes are known, each with the steps that it takes its inputs from and those that take its
/// output. Blocks, repeats, residuals and branches are laid out flat.
public struct StepGraph: Sendable {
    public struct Node: Sendable {
        /// Nil of the input.
        public var step: SizedStep?
        /// The numbers of the nodes before it.
        public var inputs: NodeNumbers
        /// The numbers of the nodes behind it.
        public var outputs = NodeNumbers()
        /// Of its output.
        public var size: TensorShape
    }

    /// In the order of computation; the first is the input. Auxiliary heads stand at the end.
    public private(set) var nodes: [Node]
    /// The node that answers.
    public private(set) var end = 0

    /// Nil where a name that is joined with is not known.
    public init?(_ network: SizedNetwork) {
        guard let graph = SizeGraph(network.spec) else { return nil }
        let steps = network.steps + network.auxiliaryHeads.flatMap(\.steps)
        nodes = [Node(step: nil, inputs: [], size: network.input)]
        nodes.reserveCapacity(steps.count + 1)
        /// Where each node of the size graph stands here; contracts and projections that change nothing are left out.
        var places: [Int] = []
        places.reserveCapacity(graph.nodes.count)
        var next = 0
        for node in graph.nodes {
            switch node.operation {
            case .input: places.append(0)
            case .unknown: return nil
            case .expectation: places.append(places[node.inputs[0]])
            case .projection, .layer, .join:
                guard next < steps.count, steps[next].name == node.name else {
                    places.append(places[node.inputs[0]])
                    continue
                }
                var inputs =
                    if let only = node.inputs.only {
                        NodeNumbers(only: places[only])
                    } else {
                        NodeNumbers(node.inputs.lazy.map { places[$0] })
                    }
                // A projection is made from the shortcut alone: what the residual gives only tells its size.
                if case .projection = steps[next] { inputs = NodeNumbers(only: inputs[0]) }
                let number = nodes.count
                nodes.append(Node(step: steps[next], inputs: inputs, size: steps[next].output))
                if let only = inputs.only {
                    nodes[only].outputs.append(number)
                } else {
                    for (place, input) in inputs.enumerated() where !inputs[..<place].contains(input) {
                        nodes[input].outputs.append(number)
                    }
                }
                places.append(number)
                next += 1
            }
        }
        end = places[graph.end]
    }
}
