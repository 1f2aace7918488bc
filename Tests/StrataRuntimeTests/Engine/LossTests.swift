import RuntimeTestSupport
import Testing

@testable import StrataRuntime

/// Compares each loss, alone and summed over auxiliary heads, with PyTorch: value, gradients, three steps.
@Suite("Losses")
struct LossTests {
    @Test("a loss has PyTorch's value, gradients, and steps", arguments: LossCase.all)
    func aLossMatchesPyTorch(_ example: LossCase) throws {
        let fixture = try Fixture(example.network.name)
        let plan = try example.plan(fixture)
        let loss = try plan.forwardBackward()
        try fixture.expect([loss], "loss")
        try fixture.expect(try plan.output().values, "output")
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

    @Test("correctly predicted labels are counted, also for pixels", arguments: LossCase.all)
    func correctPredictionsAreCounted(_ example: LossCase) throws {
        let fixture = try Fixture(example.network.name)
        let plan = try example.plan(fixture)
        _ = try plan.forwardBackward()
        let output = try plan.output()
        let shape = LossShape(plan.graph.output, batch: plan.batch)
        var right = 0
        switch example.loss.definition.compares {
        case .classes:
            for (index, label) in plan.labels.enumerated() {
                let start = index / shape.pixels * shape.channels * shape.pixels + index % shape.pixels
                let scores = (0..<shape.channels).map { output.values[start + $0 * shape.pixels] }
                if scores[Int(label)] == scores.max() { right += 1 }
            }
        case .shares:
            right = zip(output.values, plan.targetValues).count { ($0 > 0) == ($1 > 0.5) }
        case .numbers: break
        }
        #expect(plan.correctPredictions == right)
    }

    /// The two ways to write a classifier.
    @Test("negative log likelihood after a log softmax is cross entropy")
    func likelihoodAfterLogSoftmaxIsCrossEntropy() throws {
        func plan(_ loss: Loss, logSoftmax: Bool) throws -> TrainingPlan {
            let network = Sketch(map(5, 4, 3)) { net in
                net.conv("conv1", kernel: 3, filters: 6, padding: 1)
                if logSoftmax { net.logSoftmax("softmax1") }
            }
            let plan = try TrainingPlan(NetworkGraph(network), batch: 4, loss: loss, seed: 3, threads: 1)
            var random = TestRandom(seed: 8)
            let input = (0..<4 * 60).map { _ in Float(random.next(below: 200)) / 50 - 2 }
            plan.fill(input, labels: (0..<80).map { _ in random.next(below: 6) })
            return plan
        }
        let (one, other) = try (
            plan(.negativeLogLikelihood, logSoftmax: true), plan(.crossEntropy, logSoftmax: false)
        )
        #expect(abs(try one.forwardBackward() - other.forwardBackward()) < 1e-5)
        #expect(one.correctPredictions == other.correctPredictions)
        let expected = try other.gradients()
        for (name, gradient) in try one.gradients() {
            let difference = zip(gradient.values, try #require(expected[name]).values).map { abs($0 - $1) }.max() ?? 1
            #expect(difference < 1e-5, "\(name)")
        }
    }

    @Test("auxiliary heads add to the loss and to nothing else")
    func auxiliaryHeadsAffectOnlyTheLoss() throws {
        let graph = try NetworkGraph(LossCase.heads("heads"))
        #expect(graph.auxiliaryHeads.map(\.name) == ["aux1", "aux2"])
        #expect(graph.output.axes == [5])
        #expect(!graph.parameters.contains { $0.name.hasPrefix("aux") })
        let plan = try TrainingPlan(graph, batch: 2, seed: 1, threads: 1)
        let all = try plan.parameters()
        #expect(all.keys.filter { $0.hasPrefix("aux") }.count == 6)
        let inference = try InferencePlan(graph, batch: 2, threads: 1)
        try inference.load(all.filter { !$0.key.hasPrefix("aux") })
    }

    @Test("a head whose output differs from the network's is rejected by name")
    func aHeadWithADifferentOutputIsRejected() throws {
        var sketch = Sketch("a", TensorShape(units: 4)) { $0.dense("fc1", units: 3) }
        sketch.heads = { $0.auxiliaryHead("side", from: "fc1", weight: 0.3) { $0.dense("fc2", units: 2) } }
        let graph = try NetworkGraph(sketch)
        #expect(
            try message { _ = try TrainingPlan(graph, batch: 1, seed: 1) }
                == "the auxiliary head 'side' outputs 2, but it must output 3, like the network")
    }

    @Test("a head on a layer that doesn't exist is rejected by name")
    func aHeadOnAnUnknownLayerIsRejected() throws {
        var sketch = Sketch("a", TensorShape(units: 4)) { $0.dense("fc1", units: 3) }
        sketch.heads = { $0.auxiliaryHead("side", from: "fc9", weight: 0.3) { $0.dense("fc2", units: 3) } }
        #expect(
            try message { _ = try NetworkGraph(sketch) }
                == "the auxiliary head 'side' starts at an unknown layer, 'fc9'")
    }

    @Test("a pixel's label that isn't a class is rejected")
    func aPixelLabelThatIsNotAClassIsRejected() throws {
        let plan = try TrainingPlan(
            NetworkGraph(Sketch(map(2, 2, 1)) { $0.conv("conv1", kernel: 1, filters: 3) }), batch: 2, seed: 1)
        #expect(plan.labels.count == 8)
        plan.labels[5] = 3
        #expect(
            try message { _ = try plan.forwardBackward() }
                == "sample 1 of the batch has label 3, but the network has 3 outputs")
    }
}

/// A loss on a small network.
struct LossCase: Sendable, CustomTestStringConvertible {
    let loss: Loss
    let network: Sketch

    var testDescription: String { network.name }

    static let all = [
        LossCase(.crossEntropy, vector("loss-cross-entropy", 7)),
        LossCase(.crossEntropy(smoothing: 0.1), vector("loss-smoothing", 7)),
        LossCase(.crossEntropy, pixels("loss-pixels", 18)),
        LossCase(.crossEntropy(smoothing: 0.2), pixels("loss-pixels-smoothing", 4)),
        LossCase(.negativeLogLikelihood, vector("loss-likelihood", 7, logSoftmax: true)),
        LossCase(.negativeLogLikelihood, pixels("loss-likelihood-pixels", 18, logSoftmax: true)),
        LossCase(.negativeLogLikelihood, heads("loss-heads-likelihood")),
        LossCase(.meanSquaredError, vector("loss-squared", 7)),
        LossCase(.meanSquaredError, pixels("loss-squared-map", 18)),
        LossCase(.binaryCrossEntropy, vector("loss-binary", 1)),
        LossCase(.binaryCrossEntropy, pixels("loss-binary-map", 4)),
        LossCase(.crossEntropy, heads("loss-heads")),
        LossCase(.crossEntropy(smoothing: 0.1), heads("loss-heads-smoothing")),
        LossCase(.meanSquaredError, heads("loss-heads-squared")),
        LossCase(.binaryCrossEntropy, heads("loss-heads-binary")),
    ]

    init(_ loss: Loss, _ network: Sketch) {
        self.loss = loss
        self.network = network
    }

    private static func vector(_ name: String, _ units: Int, logSoftmax: Bool = false) -> Sketch {
        Sketch(name, TensorShape(units: 13)) { net in
            net.dense("fc1", units: units)
            if logSoftmax { net.logSoftmax("softmax1") }
        }
    }

    private static func pixels(_ name: String, _ filters: Int, logSoftmax: Bool = false) -> Sketch {
        Sketch(name, map(6, 5, 3)) { net in
            net.conv("conv1", kernel: 3, filters: filters, padding: 1)
            if logSoftmax { net.logSoftmax("softmax1") }
        }
    }

    /// A network with two auxiliary heads, one of which starts at the same layer as the network's own head.
    static func heads(_ name: String) -> Sketch {
        var sketch = Sketch(name, map(6, 6, 3)) { net in
            net.conv("conv1", kernel: 3, filters: 8, padding: 1, activation: .relu)
            net.conv("conv2", kernel: 3, filters: 12, stride: 2, padding: 1, activation: .relu)
            net.globalPool("pool1", .average)
            net.dense("fc1", units: 5)
        }
        sketch.heads = { net in
            net.auxiliaryHead("aux1", from: "conv1", weight: 0.3) { net in
                net.globalPool("pool2", .max)
                net.dense("aux1", units: 5)
            }
            net.auxiliaryHead("aux2", from: "conv2", weight: 0.125) { net in
                net.conv("aux2conv", kernel: 1, filters: 6)
                net.dense("aux2", units: 5, activation: .relu)
            }
        }
        return sketch
    }

    /// Returns a plan with the fixture's batch and parameters.
    func plan(_ fixture: Fixture) throws -> TrainingPlan {
        let plan = try TrainingPlan(
            NetworkGraph(network), batch: try fixture.shape("input")[0], loss: loss, seed: 7, threads: 1,
            inputGradient: true)
        try plan.load(fixture.all("start"))
        let labels = fixture.has("labels") ? try fixture.values("labels").map { Int($0) } : []
        plan.fill(try fixture.values("input"), labels: labels)
        if fixture.has("targets") { _ = plan.targetValues.update(fromContentsOf: try fixture.values("targets")) }
        return plan
    }
}
