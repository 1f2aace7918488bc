import TestSupport
import Testing

@testable import StrataRuntime

@Suite("Training")
struct TrainerTests {
    private static let optimizers: [Optimizer] = [.sgd(rate: 0.1, momentum: 0.9, decay: 1e-4), .adamW(rate: 0.02)]

    private func options(
        _ optimizer: Optimizer = .adamW(rate: 0.02), epochs: Int = 6, batch: Int = 16, seed: UInt64 = 1
    ) -> TrainingOptions {
        TrainingOptions(
            data: .fashionMNIST, epochs: epochs, batch: batch, seed: seed, optimizer: optimizer,
            schedule: .cosine(warmupEpochs: 1), threads: 1)
    }

    private func trainer(_ options: TrainingOptions) throws -> Trainer {
        try Trainer(NetworkGraph(CornerNetwork()), data: corners(), options: options)
    }

    /// Trains to the end and returns the last report.
    @discardableResult
    private func finish(_ trainer: Trainer) throws -> EpochReport? {
        var last: EpochReport?
        #expect(try trainer.run(onStep: { _ in true }, onEpoch: { last = $0 }))
        return last
    }

    @Test("training learns what can be learned", arguments: optimizers)
    func trainingLearns(optimizer: Optimizer) throws {
        let report = try #require(try finish(trainer(options(optimizer, epochs: 12))))
        #expect(report.testAccuracy == 1 && report.loss < 0.3)
        #expect(report.test.total == 30, "every test sample once, although 30 isn't a multiple of the batch")
    }

    @Test("training produces the same weights for the same seed, bit for bit, and different ones for another seed")
    func trainingIsDeterministic() throws {
        let (first, second) = (try trainer(options()), try trainer(options()))
        try finish(first)
        try finish(second)
        #expect(try first.parameters() == second.parameters())
        let other = try trainer(options(seed: 2))
        try finish(other)
        #expect(try first.parameters() != other.parameters())
    }

    @Test(
        "a training that is stopped after any step, saved, and resumed has the same weights as one that ran through",
        arguments: optimizers)
    func aResumedTrainingHasTheSameWeights(optimizer: Optimizer) throws {
        let folder = try TemporaryFolder()
        let options = options(optimizer, epochs: 3)
        let whole = try trainer(options)
        let report = try finish(whole)

        // 96 samples in batches of 16 are 6 steps per epoch; stopping after step 6 interrupts the test.
        for stop in 1...18 {
            var steps = 0
            let stopped = try trainer(options)
            let isDone = try stopped.run(
                onStep: { report in
                    if !report.isTesting { steps += 1 }
                    return steps < stop
                }, onEpoch: { _ in })
            #expect(!isDone)
            try stopped.state().save(to: folder.file("state"), graph: stopped.graph, settings: options.settings)

            let resumed = try trainer(options)
            try resumed.restore(
                TrainingState(path: folder.file("state"), graph: resumed.graph, settings: options.settings))
            let end = try finish(resumed)
            #expect(try resumed.parameters() == whole.parameters(), "stopped after step \(stop)")
            #expect(end?.loss == report?.loss && end?.trainingAccuracy == report?.trainingAccuracy)
        }
    }

    @Test("resuming with different options is rejected, and the error names the option")
    func resumingWithOtherOptionsIsRejected() throws {
        let folder = try TemporaryFolder()
        let options = options()
        let stopped = try trainer(options)
        try stopped.state().save(to: folder.file("state"), graph: stopped.graph, settings: options.settings)
        var other = options
        other.batch = 32
        let text = try message {
            _ = try TrainingState(path: folder.file("state"), graph: stopped.graph, settings: other.settings)
        }
        #expect(text.contains("can't resume with a different batch: it was 16, and is now 32"))
        let weights = try message {
            try SafeTensors(tensors: [:]).write(to: folder.file("state"))
            _ = try TrainingState(path: folder.file("state"), graph: stopped.graph, settings: options.settings)
        }
        #expect(weights.contains("not a saved training ('"))
    }

    @Test("a diverging training stops with the epoch, the step, and advice")
    func aDivergingTrainingStops() throws {
        let network = try NetworkGraph(CornerPerceptron())
        let text = try message {
            try finish(try Trainer(network, data: corners(), options: options(.sgd(rate: 3e38))))
        }
        #expect(
            text == """
                the training diverged in epoch 1, step 2 of 6: the loss is no longer a number
                Use a smaller learning rate (it is 3e38; try 3e37), or a longer warm-up.
                """)
    }

    @Test("a training whose divergence a relu hides from the loss also stops before anything is saved")
    func aHiddenDivergenceStopsTraining() throws {
        let text = try message { try finish(trainer(options(.sgd(rate: 1e38)))) }
        #expect(text.hasPrefix("the training diverged in epoch 1: conv1.bias is no longer a number"))
    }

    @Test("data that don't fit the network are rejected")
    func dataThatDoNotFitAreRejected() throws {
        let data = try corners()
        let graph = try NetworkGraph(CornerNetwork())
        #expect(
            try message { _ = try Trainer(graph, data: data, options: options(batch: 97)) }
                == "batch is 97, but the training set has only 96 samples")
        let wide = TensorShape(height: 4, width: 16, channels: 1)
        let other = DataSet(
            name: "other", classNames: nil, scaling: .plain, training: nil,
            test: try Samples(shape: wide, pixels: data.test.pixels, labels: data.test.labels))
        #expect(
            try message { _ = try Trainer(graph, data: other, options: options()) }
                == "Corners takes images of 8x8x1, but those of other are 4x16x1")
        let many = DataSet(
            name: "many", classNames: nil, scaling: .plain, training: nil,
            test: try Samples(shape: data.test.shape, pixels: Array(data.test.pixels.prefix(64)), labels: [4]))
        #expect(
            try message { _ = try Trainer(graph, data: many, options: options()) }
                == "labels: label 4 of sample 0 is not below 4, the number of classes that Corners predicts")
    }
}
