import Basics

/// What a loss compares with its target.
enum LossPlace {
    /// One of the network's outputs, by its place.
    case output(Int)
    case auxiliary(NetworkGraph.AuxiliaryHead)
}

/// Plans a whole network: every layer forward, the loss, and every layer backward.
struct GraphPlanner {
    let recording: Recording
    /// The network's input, in plain N, C, H, W layout; it outlives the step.
    let input: Value
    /// The network's outputs, in plain layout.
    private(set) var outputs: [Value] = []
    let slots: [ParameterSlot]
    private(set) var inputGradient: Value?

    /// Plans a network.
    ///
    /// - Parameters:
    ///   - loss: records the loss of a plain output and returns the output's gradient. It's also given what the output
    ///     is. If nil, inference is planned, without auxiliary heads.
    init(
        _ graph: NetworkGraph, batch: Int, seed: UInt64, inputGradient wantsInputGradient: Bool, device: Device,
        loss: ((Recording, Value, LossPlace) throws -> Value)?
    ) throws {
        guard batch > 0 else { throw RuntimeError("the batch size must be at least 1, not \(batch)") }
        let training = loss != nil
        let (nodes, places) = Fusion.plan(graph, training: training)
        for node in nodes {
            guard let count = product(batch, node.output.count), count <= TensorShape.largestCount else {
                throw RuntimeError(
                    layer: node.name,
                    "for a batch of \(batch.grouped), its output of \(node.output) takes "
                        + "\(TensorShape.bytes(product(batch, node.output.count) ?? .max)), but at most "
                        + "\(TensorShape.bytes(TensorShape.largestCount)) are supported",
                    advice:
                        "A batch of \((TensorShape.largestCount / node.output.count).grouped) is the largest that fits."
                )
            }
        }
        let recording = Recording(device: device)
        self.recording = recording
        let input = recording.buffer(try Layout(graph.input.batched(batch), .plain))
        self.input = input

        var planned: [PlannedLayer] = []
        var planners: [LayerPlanner] = []
        // Whether the gradient of each node's output is needed, by a parameter before it or by the caller.
        var wantsGradient: [Bool] = []
        var slots: [ParameterSlot] = []
        for node in nodes {
            if node.operation is InputLayer {
                planned.append(PlannedLayer(input))
                wantsGradient.append(wantsInputGradient)
                continue
            }
            let planner = LayerPlanner(
                node: node, inputs: node.inputs.map { planned[$0].output },
                inputShapes: node.inputs.map { nodes[$0].output }, batch: batch, isTraining: training, seed: seed,
                recording: recording)
            planned.append(try inLayer(node.name) { try node.operation.plan(planner) })
            slots += planner.slots
            planners.append(planner)
            wantsGradient.append(
                node.inputs.contains { wantsGradient[$0] } || node.parameters.contains { $0.isTrained })
        }
        self.slots = slots

        func plain(_ place: Int) throws -> Value {
            try recording.reorder(
                nodes[place].name, planned[place].output, to: try Layout(nodes[place].output.batched(batch), .plain))
        }
        for place in places.prefix(graph.outputs.count) {
            let output = try plain(place)
            recording.keepToEnd(output)
            outputs.append(output)
        }
        guard let loss else { return }

        var gradients: [[Value]] = nodes.map { _ in [] }
        for (number, place) in places.prefix(graph.outputs.count).enumerated() {
            gradients[place].append(try loss(recording, outputs[number], .output(number)))
        }
        for (head, place) in zip(graph.auxiliaryHeads, places.dropFirst(graph.outputs.count)) {
            gradients[place].append(try loss(recording, try plain(place), .auxiliary(head)))
        }
        for (index, node) in nodes.enumerated().reversed() where !gradients[index].isEmpty {
            let gradient = try inLayer(node.name) {
                try LayerPlanner.sum(gradients[index], layer: node.name, recording: recording)
            }
            if index == 0 {
                let plain = try recording.reorder(node.name, gradient, to: input.layout)
                recording.keepToEnd(plain)
                inputGradient = plain
                continue
            }
            let wanted = node.inputs.map { wantsGradient[$0] }
            guard wanted.contains(true) || node.parameters.contains(where: \.isTrained) else { continue }
            let results: [Value?] =
                try inLayer(node.name) { try planned[index].backward?(gradient, wanted) } ?? [gradient]
            for (input, result) in zip(node.inputs, results) where wantsGradient[input] {
                if let result { gradients[input].append(result) }
            }
        }
    }
}
