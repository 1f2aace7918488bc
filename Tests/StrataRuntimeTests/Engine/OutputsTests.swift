import RuntimeTestSupport
import Testing

@testable import StrataRuntime

/// A network with several outputs, compared with PyTorch: outputs, the weighted sum of the losses, gradients, three
/// steps.
@Suite("Several outputs")
struct OutputsTests {
    /// A trunk with two outputs at its end, one of a layer before it, one of another layer's own map, and an auxiliary
    /// head.
    private static let network: Sketch = {
        var sketch = Sketch("outputs", map(6, 6, 3)) { net in
            net.conv("conv1", kernel: 3, filters: 8, padding: 1, activation: .relu)
            net.conv("conv2", kernel: 3, filters: 12, stride: 2, padding: 1, activation: .relu)
            net.conv("conv3", kernel: 3, filters: 12, padding: 1, activation: .relu)
            net.globalPool("pool1", .average)
            net.output("kind") { $0.dense("fc1", units: 5) }
            net.output("size") { $0.dense("fc2", units: 1) }
            net.output("mask", from: "conv1") { $0.conv("conv4", kernel: 1, filters: 1) }
            net.output("features", from: "conv2")
        }
        sketch.heads = { net in
            net.auxiliaryHead("side", from: "conv1", weight: 0.3) { net in
                net.globalPool("pool2", .max)
                net.dense("fc3", units: 5)
            }
        }
        return sketch
    }()

    private static let losses: [TrainingPlan.WeightedLoss] = [
        .init(.crossEntropy, weight: 2), .init(.meanSquaredError, weight: 0.5),
        .init(.binaryCrossEntropy, weight: 0.75), .init(.meanSquaredError, weight: 0.25),
    ]

    private func plan(_ fixture: Fixture) throws -> TrainingPlan {
        let plan = try TrainingPlan(
            NetworkGraph(Self.network), batch: 4, losses: Self.losses, seed: 7, threads: 1, inputGradient: true)
        try plan.load(fixture.all("start"))
        plan.fill(try fixture.values("input"), labels: try fixture.values("labels.kind").map { Int($0) })
        for name in ["size", "mask", "features"] {
            _ = try plan.targetValues(of: name).update(fromContentsOf: try fixture.values("targets.\(name)"))
        }
        return plan
    }

    @Test("training has PyTorch's outputs, loss, gradients, and steps")
    func trainingMatchesPyTorch() throws {
        let fixture = try Fixture("outputs")
        let plan = try plan(fixture)
        try fixture.expect([try plan.forwardBackward()], "loss")
        for output in plan.graph.outputs {
            try fixture.expect(try plan.output(output.name).values, "output.\(output.name)")
        }
        for (name, gradient) in try plan.gradients() {
            try fixture.expect(gradient.values, "gradient.\(name)", scale: 1e-2)
        }
        try fixture.expect(try plan.inputGradient().values, "inputGradient")
        let optimizer = Optimizer.sgd(rate: 0.1, momentum: 0.9)
        try plan.update(optimizer, rate: 0.1)
        for _ in 0..<2 {
            _ = try plan.forwardBackward()
            try plan.update(optimizer, rate: 0.1)
        }
        for (name, tensor) in try plan.parameters() { try fixture.expect(tensor.values, "sgd.\(name)", scale: 1e-2) }
    }

    @Test("inference has PyTorch's outputs, also of a layer that others read")
    func inferenceMatchesPyTorch() throws {
        let fixture = try Fixture("outputs")
        let plan = try InferencePlan(NetworkGraph(Self.network), batch: 4, threads: 1)
        try plan.load(fixture.all("start").filter { !$0.key.hasPrefix("fc3") })
        try plan.withInput { input in _ = input.update(fromContentsOf: try fixture.values("input")) }
        let outputs = try plan.runOutputs { $0.map { Array($0) } }
        for (output, values) in zip(plan.graph.outputs, outputs) {
            try fixture.expect(values, "output.\(output.name)")
        }
        #expect(try plan.run { Array($0) } == outputs[0])
    }

    @Test("each output has a name and a size, and the first is the network's own")
    func outputsHaveNamesAndSizes() throws {
        let graph = try NetworkGraph(Self.network)
        #expect(graph.outputs.map(\.name) == ["kind", "size", "mask", "features"])
        #expect(graph.outputs.map(\.shape.description) == ["5", "1", "6x6x1", "3x3x12"])
        #expect(graph.output == TensorShape(units: 5))
    }

    @Test("a label that isn't a class of its output is rejected by the output's name")
    func aLabelThatIsNotAClassIsRejected() throws {
        let plan = try plan(try Fixture("outputs"))
        try plan.labels(of: "kind")[2] = 5
        #expect(
            try message { _ = try plan.forwardBackward() }
                == "sample 2 of the batch has label 5, but `kind` has 5 outputs")
    }

    @Test("names that can't be outputs are rejected")
    func wrongNamesAreRejected() throws {
        func problem(_ outputs: @escaping @Sendable (inout NetworkBuilder) -> Void) throws -> String {
            try message {
                _ = try NetworkGraph(
                    Sketch(TensorShape(units: 4)) { net in
                        net.dense("fc1", units: 3)
                        outputs(&net)
                    })
            }
        }
        #expect(
            try problem { $0.output("side", from: "fc9") } == "the output 'side' starts at an unknown layer, 'fc9'")
        #expect(
            try problem { net in
                net.output("side")
                net.output("side")
            } == "each of several outputs needs a name of its own: 'side'")
        let graph = try NetworkGraph(Self.network)
        #expect(
            try message { _ = try graph.output(named: "price") }
                == "outputs has no output `price`, only kind, size, mask, and features")
        let plan = try TrainingPlan(
            NetworkGraph(Sketch(TensorShape(units: 4)) { $0.dense("fc1", units: 3) }), batch: 1, seed: 1)
        #expect(try message { _ = try plan.output("price") } == "sketch has a single output, which has no name")
        #expect(
            try message { _ = try TrainingPlan(graph, batch: 1, losses: [.init(.crossEntropy)], seed: 1) }
                == "outputs has 4 outputs, but the training has 1 loss")
    }
}
