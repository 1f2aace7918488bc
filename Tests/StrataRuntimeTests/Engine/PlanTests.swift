import RuntimeTestSupport
import Testing

@testable import StrataRuntime

private let lenet = Sketch("lenet", map(28, 28, 1)) { net in
    net.conv("conv1", kernel: 5, filters: 6, padding: 2, activation: .relu)
    net.pool("pool1", .max, kernel: 2)
    net.conv("conv2", kernel: 5, filters: 16, activation: .relu)
    net.pool("pool2", .max, kernel: 2)
    net.dropout("dropout1", rate: 0.3)
    net.dense("fc1", units: 30, activation: .relu)
    net.dense("fc2", units: 10)
}

private func numbers(_ count: Int, _ purpose: String) -> [Float] {
    let random = CounterRandom(seed: 5, purpose: purpose)
    return (0..<UInt64(count)).map { 2 * random.uniform($0) - 1 }
}

@Suite("Training plans")
struct PlanTests {
    @Test("a training plan produces the same bits in every run", arguments: [1, 2])
    func aPlanIsDeterministic(threads: Int) throws {
        func train() throws -> ([Float], [String: Tensor]) {
            let plan = try TrainingPlan(NetworkGraph(lenet), batch: 16, seed: 3, threads: threads)
            plan.fill(numbers(16 * 784, "input"), labels: (0..<16).map { $0 % 10 })
            var losses: [Float] = []
            for _ in 0..<4 {
                losses.append(try plan.forwardBackward())
                try plan.update(.adamW(rate: 1e-3), rate: 1e-3)
            }
            return (losses, try plan.parameters())
        }
        let (losses, parameters) = try train()
        for _ in 0..<3 {
            let again = try train()
            #expect(again.0 == losses)
            #expect(again.1 == parameters)
        }
    }

    @Test("initial parameters depend only on the seed and their names, and stay within PyTorch's 1 / √inputs")
    func parametersDependOnlyOnSeedAndName() throws {
        let graph = try NetworkGraph(lenet)
        let first = try TrainingPlan(graph, batch: 2, seed: 3, threads: 1).parameters()
        #expect(try TrainingPlan(graph, batch: 5, seed: 3, threads: 1).parameters() == first)
        #expect(try TrainingPlan(graph, batch: 2, seed: 4, threads: 1).parameters() != first)
        let weights = try #require(first["conv2.weight"])
        #expect(weights.shape == [16, 6, 5, 5])
        let bound = 1 / Float(150).squareRoot()
        #expect(weights.values.allSatisfy { abs($0) <= bound })
        let mean = weights.values.reduce(0, +) / Float(weights.values.count)
        #expect(abs(mean) < bound / 10)
        #expect((weights.values.max() ?? 0) > 0.98 * bound)
    }

    @Test(
        "a plan resumes from a saved state as if it had never stopped",
        arguments: [
            Optimizer.sgd(rate: 0.1), Optimizer.sgd(rate: 0.1, momentum: 0), Optimizer.adamW(rate: 1e-3),
        ])
    func aPlanResumesFromASavedState(_ optimizer: Optimizer) throws {
        let graph = try NetworkGraph(lenet)
        func steps(_ plan: TrainingPlan, _ count: Int) throws {
            plan.fill(numbers(8 * 784, "input"), labels: (0..<8).map { $0 })
            for _ in 0..<count {
                _ = try plan.forwardBackward()
                try plan.update(optimizer, rate: optimizer.rate)
            }
        }
        let whole = try TrainingPlan(graph, batch: 8, seed: 3, threads: 1)
        try steps(whole, 2)
        let parameters = try whole.parameters()
        let state = try whole.optimizerState()
        try steps(whole, 3)

        let resumed = try TrainingPlan(graph, batch: 8, seed: 3, threads: 1)
        try resumed.load(parameters)
        try resumed.loadOptimizerState(state)
        try steps(resumed, 3)
        #expect(try resumed.parameters() == whole.parameters())
        #expect(try resumed.optimizerState() == whole.optimizerState())
    }

    @Test("correct predictions are counted")
    func correctPredictionsAreCounted() throws {
        let plan = try TrainingPlan(NetworkGraph(lenet), batch: 16, seed: 3, threads: 1)
        plan.fill(numbers(16 * 784, "input"), labels: [Int](repeating: 0, count: 16))
        _ = try plan.forwardBackward()
        let output = try plan.output().values
        let zeros = (0..<16).count { row in
            output[row * 10] == output[row * 10..<row * 10 + 10].max()
        }
        #expect(plan.correctPredictions == zeros)
    }

    @Test("a plan memorizes a small batch")
    func aPlanLearnsASmallBatch() throws {
        let plan = try TrainingPlan(NetworkGraph(lenet), batch: 16, seed: 3, threads: 1)
        plan.fill(numbers(16 * 784, "input"), labels: (0..<16).map { $0 % 10 })
        let before = try plan.forwardBackward()
        var after = before
        for _ in 0..<60 {
            try plan.update(.adamW(rate: 3e-3), rate: 3e-3)
            after = try plan.forwardBackward()
        }
        #expect(before > 2)
        #expect(after < 0.3)
    }

    @Test(
        "a plan fuses activations, computes input gradients only on request, and needs no reorders between convolutions"
    )
    func aPlanDoesNoUnnecessaryWork() throws {
        let graph = try NetworkGraph(
            Sketch("chain", map(16, 16, 16)) { net in
                net.conv("conv1", kernel: 3, filters: 16, padding: 1, activation: .relu)
                net.conv("conv2", kernel: 3, filters: 16, padding: 1, activation: .relu)
                net.globalPool("pool1", .average)
                net.dense("fc", units: 10)
            })
        func steps(_ layer: String, inputGradient: Bool) throws -> Int {
            try TrainingPlan(graph, batch: 4, seed: 1, threads: 1, inputGradient: inputGradient).steps
                .count { $0.layer == layer && !$0.work.contains("jit:uni") && !$0.work.contains("jit:blk") }
        }
        // Forward, derivative of relu, backward by weights, and backward by data if an earlier layer needs that.
        #expect(try steps("conv1", inputGradient: false) == 3)
        #expect(try steps("conv1", inputGradient: true) == 4)
        #expect(try steps("conv2", inputGradient: false) == 4)
        #expect(try steps("conv1.relu", inputGradient: false) == 0)
    }

    @Test("a plan can run many times without changing its input")
    func aPlanKeepsItsInput() throws {
        let plan = try TrainingPlan(NetworkGraph(lenet), batch: 4, seed: 3, threads: 1)
        let input = numbers(4 * 784, "input")
        plan.fill(input, labels: [1, 2, 3, 4])
        for _ in 0..<3 { _ = try plan.forwardBackward() }
        #expect(plan.withInput { Array($0) } == input)
    }
}

@Suite("Finite differences")
struct FiniteDifferenceTests {
    /// Uses central differences along one random direction through all parameters.
    @Test(arguments: [
        Sketch("smooth", map(6, 6, 3)) { net in
            net.conv("conv1", kernel: 3, filters: 5, padding: 1, groups: 1, activation: .tanh)
            net.batchNorm("norm1")
            net.pool("pool1", .average, kernel: 2)
            net.dense("fc1", units: 12, activation: .sigmoid)
            net.dense("fc2", units: 5)
        },
        Sketch("branches", map(6, 6, 3)) { net in
            let stem = net.conv("stem", kernel: 3, filters: 8, padding: 1, activation: .silu)
            let left = net.conv("left", kernel: 1, filters: 8, activation: .gelu)
            net.current = stem
            net.conv("right", kernel: 3, filters: 8, padding: 2, dilation: 2, groups: 8)
            net.add("add", [left, net.current, stem])
            net.globalPool("pool1", .average)
            net.dense("fc", units: 5)
        },
    ])
    func gradientsAgreeWithFiniteDifferences(_ network: Sketch) throws {
        let plan = try TrainingPlan(NetworkGraph(network), batch: 6, seed: 11, threads: 1)
        plan.fill(numbers(6 * network.input.count, "input"), labels: [0, 1, 2, 3, 4, 0])
        let start = try plan.parameters()
        _ = try plan.forwardBackward()
        let gradients = try plan.gradients()
        let directions = gradients.reduce(into: [String: [Float]]()) { result, item in
            result[item.key] = numbers(item.value.values.count, "direction " + item.key)
        }
        let expected = try gradients.reduce(0.0) { sum, item in
            let direction = try #require(directions[item.key])
            return sum + zip(item.value.values, direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        }
        let width: Float = 1e-2
        func loss(_ shift: Float) throws -> Double {
            var moved = start
            for (name, direction) in directions {
                let values = try #require(start[name]).values
                moved[name]?.values = zip(values, direction).map { $0 + shift * $1 }
            }
            try plan.load(moved)
            return Double(try plan.forwardBackward())
        }
        let measured = (try loss(width) - loss(-width)) / Double(2 * width)
        #expect(abs(measured - expected) < 5e-3 * max(abs(expected), 0.1), "\(measured) against \(expected)")
    }
}

@Suite("Dropout")
struct DropoutTests {
    private let graph = try? NetworkGraph(
        Sketch("dropout", TensorShape(units: 5000)) { $0.dropout("dropout1", rate: 0.3) })

    private func plan(seed: UInt64 = 1) throws -> TrainingPlan {
        let plan = try TrainingPlan(
            try #require(graph), batch: 4, seed: seed, threads: 1, inputGradient: true)
        plan.fill([Float](repeating: 1, count: 20_000), labels: [0, 1, 2, 3])
        return plan
    }

    @Test("dropout drops its share, and scales the rest to keep the mean")
    func dropoutDropsItsShare() throws {
        let plan = try plan()
        _ = try plan.forwardBackward()
        let output = try plan.output().values
        #expect(output.allSatisfy { $0 == 0 || abs($0 - 1 / 0.7) < 1e-6 })
        let dropped = Float(output.count { $0 == 0 }) / 20_000
        // Four standard deviations of a binomial proportion.
        #expect(abs(dropped - 0.3) < 4 * (0.3 * 0.7 / 20_000 as Float).squareRoot())
    }

    @Test("dropout's gradient passes through the same mask")
    func dropoutsGradientUsesTheSameMask() throws {
        let plan = try plan()
        _ = try plan.forwardBackward()
        let gradient = try plan.inputGradient().values
        for (output, slope) in zip(try plan.output().values, gradient) { #expect((output == 0) == (slope == 0)) }
    }

    @Test("dropout draws a new mask at each step, and the same one for the same seed and step")
    func dropoutsMaskDependsOnSeedAndStep() throws {
        func masks(seed: UInt64) throws -> [[Float]] {
            let plan = try plan(seed: seed)
            return try (0..<3).map { _ in
                _ = try plan.forwardBackward()
                return try plan.output().values
            }
        }
        let first = try masks(seed: 1)
        #expect(first[0] != first[1] && first[1] != first[2])
        #expect(try masks(seed: 1) == first)
        #expect(try masks(seed: 2)[0] != first[0])
    }

    @Test("dropout does nothing in inference")
    func dropoutDoesNothingInInference() throws {
        let plan = try InferencePlan(try #require(graph), batch: 1, threads: 1)
        let input = numbers(5000, "input")
        #expect(try plan.run(input) == input)
    }
}

@Suite("Stochastic depth")
struct StochasticDepthTests {
    @Test("stochastic depth drops whole samples, in both directions, and scales the others to keep the mean")
    func stochasticDepthDropsWholeSamples() throws {
        let batch = 2000
        let graph = try NetworkGraph(
            Sketch("depth", TensorShape(units: 10)) { $0.stochasticDepth("depth1", rate: 0.3) })
        let plan = try TrainingPlan(graph, batch: batch, seed: 1, threads: 1, inputGradient: true)
        plan.fill([Float](repeating: 1, count: batch * 10), labels: (0..<batch).map { $0 % 10 })
        _ = try plan.forwardBackward()
        let output = try plan.output().values
        let gradient = try plan.inputGradient().values
        var dropped = 0
        for sample in 0..<batch {
            let values = output[sample * 10..<sample * 10 + 10]
            let slopes = gradient[sample * 10..<sample * 10 + 10]
            #expect(values.allSatisfy { $0 == 0 } || values.allSatisfy { abs($0 - 1 / 0.7) < 1e-6 })
            #expect(slopes.allSatisfy { ($0 == 0) == (values.first == 0) })
            if values.first == 0 { dropped += 1 }
        }
        // Four standard deviations of a binomial proportion.
        #expect(abs(Double(dropped) / Double(batch) - 0.3) < 4 * (0.3 * 0.7 / Double(batch)).squareRoot())
    }

    @Test("stochastic depth does nothing outside training")
    func stochasticDepthDoesNothingInInference() throws {
        let graph = try NetworkGraph(
            Sketch("depth", TensorShape(units: 3)) { $0.stochasticDepth("depth1", rate: 0.9) })
        #expect(try InferencePlan(graph, batch: 2, threads: 1).run([1, 2, 3, 4, 5, 6]) == [1, 2, 3, 4, 5, 6])
    }
}
