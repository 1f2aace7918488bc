/// A node as it will be planned: its neighbours' work may have been joined to it.
struct PlanNode {
    let name: String
    var operation: any LayerOperation
    var inputs: [Int]
    let output: TensorShape
    let parameters: [Parameter]
    var fused = FusedWork()
}

/// Work that a layer does for its neighbours, or they for it.
struct FusedWork {
    /// Applied by the layer itself to its result.
    var activation: Activation?
    /// A max pooling behind the layer has already applied the activation's derivative.
    var derivativeIsDone = false
    /// For a pooling: the derivative of relu, by its own output, is applied before anything else.
    var reluDerivative = false
}

/// Rewrites a graph so that neighbours share a step where the result is the same.
enum Fusion {
    /// - Returns: the nodes, in training those of auxiliary heads behind the others, and the places of the outputs: the
    ///   network's own, then the heads'.
    static func plan(_ graph: NetworkGraph, training: Bool) -> (nodes: [PlanNode], outputs: [Int]) {
        let heads = training ? graph.auxiliaryHeads : []
        var nodes = (graph.nodes + heads.flatMap(\.nodes)).map {
            PlanNode(
                name: $0.name, operation: $0.operation, inputs: $0.inputs, output: $0.output,
                parameters: $0.parameters)
        }
        let outputs = [graph.nodes.count - 1] + heads.map(\.output)
        nodes.bypass(keeping: outputs) { $0.changesNothing(training: training) }
        nodes.joinActivations(training: training, outputs: outputs)
        if training { nodes.moveReluDerivativesBehindMaxPooling(outputs: outputs) }
        return nodes.compacted(outputs: outputs)
    }
}

extension Array<PlanNode> {
    /// How many inputs take each node's output. To be an output counts as one.
    fileprivate func readers(outputs: [Int]) -> [Int] {
        var readers = [Int](repeating: 0, count: count)
        for node in self {
            for input in node.inputs { readers[input] += 1 }
        }
        for output in outputs { readers[output] += 1 }
        return readers
    }

    /// Lets the readers of node `index` read its first input instead.
    fileprivate mutating func redirect(_ index: Int) {
        let source = self[index].inputs[0]
        for reader in index + 1..<count {
            for place in self[reader].inputs.indices where self[reader].inputs[place] == index {
                self[reader].inputs[place] = source
            }
        }
        self[index].inputs = []
    }

    /// Leaves out layers that change nothing, but for outputs.
    fileprivate mutating func bypass(keeping outputs: [Int], _ changesNothing: (any LayerOperation) -> Bool) {
        for index in indices.dropFirst() where !outputs.contains(index) && changesNothing(self[index].operation) {
            redirect(index)
        }
    }

    /// Lets convolutions and dense layers apply the activation behind them, and batch norm a relu.
    ///
    /// In training only where the derivative follows from the activation's result, since its argument is never stored.
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
                // An output keeps its place: let the source take it.
                self[index].operation = self[source].operation
                self[index] = PlanNode(
                    name: self[source].name, operation: self[source].operation, inputs: self[source].inputs,
                    output: self[source].output, parameters: self[source].parameters, fused: self[source].fused)
                self[source].inputs = []
                self[source].operation = Nothing()
            } else {
                redirect(index)
            }
        }
    }

    /// Where a max pooling follows a relu, the derivative of relu is applied to the pooled map, not to the larger one.
    ///
    /// Exact: the gradient goes to the place of each window's maximum, and that place passed the relu just if the maximum,
    /// which is the pooling's output, is positive.
    fileprivate mutating func moveReluDerivativesBehindMaxPooling(outputs: [Int]) {
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

    /// Without the nodes that nothing reads; the outputs in their new places.
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

/// Stands where a layer was taken out.
private struct Nothing: LayerOperation {
    var kind: String { "nothing" }
    func plan(_ layer: LayerPlanner) throws -> PlannedLayer { PlannedLayer(layer.input) }
}
