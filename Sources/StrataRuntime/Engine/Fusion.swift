/// A node to be planned, with any work fused into it from its neighbors.
struct PlanNode {
    let name: String
    var operation: any LayerOperation
    var inputs: [Int]
    let output: TensorShape
    let parameters: [Parameter]
    var fused = FusedWork()
}

/// Work that a layer does for its neighbors, or they do for it.
struct FusedWork {
    /// The activation that the layer itself applies to its result.
    var activation: Activation?
    /// Whether a max pooling after the layer has already applied the activation's derivative.
    var derivativeIsDone = false
    /// Whether a pooling first applies the derivative of relu, computed from its own output.
    var reluDerivative = false
}

/// Rewrites a graph so that neighbors share a step wherever the result stays the same.
enum Fusion {
    /// Plans which nodes of a graph share steps.
    ///
    /// - Returns: the nodes, in training followed by those of auxiliary heads, and the positions of the outputs: the
    ///   network's own, then the heads'.
    static func plan(_ graph: NetworkGraph, training: Bool) -> (nodes: [PlanNode], outputs: [Int]) {
        let heads = training ? graph.auxiliaryHeads : []
        var nodes = (graph.nodes + heads.flatMap(\.nodes)).map {
            PlanNode(
                name: $0.name, operation: $0.operation, inputs: $0.inputs, output: $0.output,
                parameters: $0.parameters)
        }
        let outputs = graph.outputs.map(\.node) + heads.map(\.output)
        nodes.bypass(keeping: outputs) { $0.changesNothing(training: training) }
        nodes.joinActivations(training: training, outputs: outputs)
        if training { nodes.moveReluDerivativesAfterMaxPooling(outputs: outputs) }
        return nodes.compacted(outputs: outputs)
    }
}

extension Array<PlanNode> {
    /// Returns the number of readers of each node's output; being an output counts as one.
    fileprivate func readers(outputs: [Int]) -> [Int] {
        var readers = [Int](repeating: 0, count: count)
        for node in self {
            for input in node.inputs { readers[input] += 1 }
        }
        for output in outputs { readers[output] += 1 }
        return readers
    }

    /// Makes the readers of node `index` read its first input instead.
    fileprivate mutating func redirect(_ index: Int) {
        let source = self[index].inputs[0]
        for reader in index + 1..<count {
            for place in self[reader].inputs.indices where self[reader].inputs[place] == index {
                self[reader].inputs[place] = source
            }
        }
        self[index].inputs = []
    }

    /// Bypasses layers that change nothing, except outputs.
    fileprivate mutating func bypass(keeping outputs: [Int], _ changesNothing: (any LayerOperation) -> Bool) {
        for index in indices.dropFirst() where !outputs.contains(index) && changesNothing(self[index].operation) {
            redirect(index)
        }
    }

    /// Fuses activations into the convolution or dense layer before them, and relu into batch norm.
    ///
    /// In training, only if the derivative can be computed from the activation's result, because its argument isn't
    /// stored.
    fileprivate mutating func joinActivations(training: Bool, outputs: [Int]) {
        for index in indices.dropFirst() {
            guard let activation = (self[index].operation as? ActivationLayer)?.activation,
                let source = self[index].inputs.first, readers(outputs: outputs)[source] == 1,
                self[source].fused.activation == nil,
                activation.postOperation != nil
            else { continue }
            switch self[source].operation {
            case is Conv, is Dense:
                guard !training || activation.derivativeFollowsFromResult else { continue }
            case is BatchNorm:
                guard activation == .relu else { continue }
            default:
                continue
            }
            self[source].fused.activation = activation
            if outputs.contains(index) {
                // An output keeps its position, so the source moves there.
                self[index].operation = self[source].operation
                self[index] = PlanNode(
                    name: self[source].name, operation: self[source].operation, inputs: self[source].inputs,
                    output: self[source].output, parameters: self[source].parameters, fused: self[source].fused)
                self[source].inputs = []
                self[source].operation = RemovedLayer()
            } else {
                redirect(index)
            }
        }
    }

    /// If a max pooling follows a relu, applies the derivative of relu to the pooled map instead of the larger one.
    ///
    /// This is exact: the gradient goes to the position of each window's maximum, and the value there passed the relu
    /// if and only if the maximum, which is the pooling's output, is positive.
    fileprivate mutating func moveReluDerivativesAfterMaxPooling(outputs: [Int]) {
        let readers = readers(outputs: outputs)
        for index in indices {
            guard let pool = self[index].operation as? Pool, pool.pooling == .max else { continue }
            let source = self[index].inputs[0]
            guard readers[source] == 1, self[source].fused.activation == .relu, !(self[source].operation is BatchNorm),
                self[index].output.count < self[source].output.count
            else { continue }
            self[source].fused.derivativeIsDone = true
            self[index].fused.reluDerivative = true
        }
    }

    /// Returns the nodes without those that nothing reads, and the new positions of the outputs.
    fileprivate func compacted(outputs: [Int]) -> (nodes: [PlanNode], outputs: [Int]) {
        var isRead = [Bool](repeating: false, count: count)
        isRead[0] = true
        for output in outputs { isRead[output] = true }
        for index in indices.reversed() where isRead[index] {
            for input in self[index].inputs { isRead[input] = true }
        }
        var places = [Int](repeating: 0, count: count)
        var result: [PlanNode] = []
        for index in indices where isRead[index] {
            var node = self[index]
            node.inputs = node.inputs.map { places[$0] }
            places[index] = result.count
            result.append(node)
        }
        return (result, outputs.map { places[$0] })
    }
}

/// The placeholder for a layer that was fused into another one.
private struct RemovedLayer: LayerOperation {
    var kind: String { "nothing" }
    func plan(_ layer: LayerPlanner) throws -> PlannedLayer { PlannedLayer(layer.input) }
}
