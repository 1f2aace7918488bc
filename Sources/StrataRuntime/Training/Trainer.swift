import Basics

/// Trains a network: the loop over epochs and steps, without files and output.
///
/// Each epoch visits the training samples in a different order, in whole batches; samples left over at its end aren't
/// used in that epoch. Testing uses every test sample exactly once.
///
/// The same network, data, options, and number of threads produce the same weights, bit for bit, whether training ran
/// through or was stopped and restored in between.
public final class Trainer {
    /// The network.
    public let graph: NetworkGraph
    /// The training options.
    public let options: TrainingOptions
    /// The number of whole batches in the training samples.
    public let stepsPerEpoch: Int
    /// The progress of training.
    public private(set) var progress = TrainingProgress()

    private let plan: TrainingPlan
    private let evaluator: Evaluator
    private let filler: BatchFiller

    /// Plans the network for training.
    ///
    /// - Throws: `RuntimeError` if the options are invalid, or the network and the data don't fit each other.
    public init(_ graph: NetworkGraph, data: DataSet, options: TrainingOptions) throws {
        try options.check()
        try data.check(fits: graph, options.settings.objectives)
        guard let training = data.training else { throw RuntimeError("\(data.name) has no training samples") }
        guard training.count >= options.batch else {
            throw RuntimeError(
                "batch is \(options.batch), but the training set has only \(counted(training.count, "sample"))")
        }
        self.graph = graph
        self.options = options
        stepsPerEpoch = training.count / options.batch
        filler = BatchFiller(training, scaling: data.scaling, settings: options.settings, purpose: "noise")
        plan = try TrainingPlan(
            graph, batch: options.batch,
            losses: options.settings.objectives.map { TrainingPlan.WeightedLoss($0.loss, weight: $0.weight) },
            seed: options.seed, threads: options.threads)
        evaluator = try Evaluator(graph, data: data, options: options)
    }

    /// The number of threads that a step uses.
    public var threads: Int { plan.threads }

    /// The bytes of memory for training and testing, without the samples.
    public var memoryBytes: Int { plan.memoryBytes + evaluator.memoryBytes }

    /// The number of labels that a step compares, or of numbers for binary cross entropy; of several outputs, for the
    /// first.
    private var answersPerStep: Int { max(plan.labels.count, plan.targetValues.count) }

    /// The learning rate of the next step.
    public var rate: Double {
        let step = progress.epoch * stepsPerEpoch + progress.step
        let factor = options.schedule.factor(step: step, stepsPerEpoch: stepsPerEpoch, epochs: options.epochs)
        return options.optimizer.rate * factor
    }

    /// Trains until all epochs are done or `onStep` returns false.
    ///
    /// - Parameters:
    ///   - onStep: called after every step and while testing; returns whether to continue.
    ///   - onEpoch: called at the end of every epoch.
    /// - Returns: whether all epochs are done.
    /// - Throws: `RuntimeError` if the loss is no longer a number, naming the epoch and step; or the callbacks' errors.
    public func run(onStep: (StepReport) -> Bool, onEpoch: (EpochReport) throws -> Void) throws -> Bool {
        while progress.epoch < options.epochs {
            guard let report = try runEpoch(onStep) else { return false }
            try onEpoch(report)
        }
        return true
    }

    private func runEpoch(_ onStep: (StepReport) -> Bool) throws -> EpochReport? {
        let order = SampleOrder(count: filler.samples.count, seed: options.seed).shuffled(epoch: progress.epoch)
        let begun = ContinuousClock.now
        let firstStep = progress.step
        var rate = self.rate
        while progress.step < stepsPerEpoch {
            rate = self.rate
            try runStep(order, rate: rate)
            guard onStep(stepReport(rate, since: begun, firstStep: firstStep, isTesting: false)) else { return nil }
        }
        let trained = seconds(since: begun)
        let last = stepReport(rate, since: begun, firstStep: firstStep, isTesting: true)
        guard let tests = try test(while: { onStep(last) }) else { return nil }

        let report = EpochReport(
            epoch: progress.epoch + 1, epochs: options.epochs, loss: last.loss, trainingAccuracy: last.accuracy,
            tests: tests, rate: rate, imagesPerSecond: last.imagesPerSecond, trainingSeconds: trained,
            seconds: seconds(since: begun))
        progress = TrainingProgress(epoch: progress.epoch + 1)
        return report
    }

    private func runStep(_ order: [Int32], rate: Double) throws {
        let first = progress.step * options.batch
        let indices = order[first..<first + options.batch]
        plan.withInput { filler.fill($0, with: indices, round: progress.epoch) }
        filler.fillTargets(of: plan, with: indices)
        let loss = try plan.forwardBackward()
        guard loss.isFinite else {
            throw diverged(", step \((progress.step + 1).grouped) of \(stepsPerEpoch.grouped): the loss")
        }
        try plan.update(options.optimizer, rate: rate)
        progress.lossSum += Double(loss)
        progress.correct += plan.correctPredictions
        progress.step += 1
    }

    private func diverged(_ what: String) -> RuntimeError {
        let rate = Float(options.optimizer.rate)
        return RuntimeError(
            "the training diverged in epoch \(progress.epoch + 1)\(what) is no longer a number",
            advice:
                "Use a smaller learning rate (it is \(rate.concise); try \((rate / 10).concise)), or a longer warm-up.")
    }

    private func stepReport(
        _ rate: Double, since begun: ContinuousClock.Instant, firstStep: Int, isTesting: Bool
    ) -> StepReport {
        let answers = progress.step * answersPerStep
        return StepReport(
            epoch: progress.epoch + 1, epochs: options.epochs, step: progress.step, stepsPerEpoch: stepsPerEpoch,
            loss: progress.lossSum / Double(max(1, progress.step)),
            accuracy: Double(progress.correct) / Double(max(1, answers)), rate: rate,
            imagesPerSecond: Double((progress.step - firstStep) * options.batch) / max(1e-9, seconds(since: begun)),
            isTesting: isTesting)
    }

    private func seconds(since begun: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - begun) / .seconds(1)
    }

    // MARK: - Testing, saving, and restoring

    /// Tests the current weights on every test sample.
    ///
    /// - Returns: what was measured of the output, or of the first of several.
    public func test() throws -> Measurement { try testOutputs()[0] }

    /// Tests the current weights on every test sample.
    ///
    /// - Returns: what was measured of each output, in the order of `NetworkGraph.outputs`.
    public func testOutputs() throws -> [Measurement] {
        guard let measurements = try test(while: { true }) else { throw RuntimeError("the test was stopped") }
        return measurements
    }

    private func test(while continues: () -> Bool) throws -> [Measurement]? {
        let parameters = try plan.parameters()
        // A relu can turn NaN into 0, so the loss alone wouldn't always reveal it.
        if let lost = parameters.keys.sorted().first(where: { parameters[$0]?.values.allSatisfy(\.isFinite) != true }) {
            throw diverged(": \(lost)")
        }
        try evaluator.load(parameters)
        return try evaluator.run(while: continues)
    }

    /// Returns all parameters and buffers, including those of auxiliary heads.
    public func parameters() throws -> [String: Tensor] { try plan.parameters() }

    /// Returns everything that is needed to resume as if training had never stopped.
    func state() throws -> TrainingState {
        TrainingState(progress: progress, parameters: try plan.parameters(), optimizer: try plan.optimizerState())
    }

    /// Resumes from a state.
    ///
    /// - Throws: `RuntimeError` if it belongs to another network or other samples.
    func restore(_ state: TrainingState) throws {
        let stopped = state.progress
        guard (0...options.epochs).contains(stopped.epoch) else {
            throw RuntimeError(
                "the saved training has already run \(counted(stopped.epoch, "epoch")), more than the requested "
                    + "\(options.epochs)"
            )
        }
        guard (0...stepsPerEpoch).contains(stopped.step), (0...stopped.step * answersPerStep).contains(stopped.correct)
        else {
            throw RuntimeError("the saved training's progress doesn't fit these training samples")
        }
        try plan.load(state.parameters)
        try plan.loadOptimizerState(state.optimizer)
        progress = stopped
    }
}

/// The progress of a training run.
public struct TrainingProgress: Hashable, Sendable {
    /// The number of completed epochs.
    public internal(set) var epoch = 0
    /// The number of completed steps in the current epoch.
    public internal(set) var step = 0
    /// The sum of the batches' mean losses over these steps.
    var lossSum = 0.0
    /// The number of correct predictions in these steps; of several outputs, for the first.
    var correct = 0
}

/// The state of a training run after a step.
public struct StepReport: Sendable {
    /// The epoch, from 1.
    public let epoch: Int
    /// The number of epochs in the whole run.
    public let epochs: Int
    /// The number of completed steps in the epoch.
    public let step: Int
    /// The number of steps in an epoch.
    public let stepsPerEpoch: Int
    /// The mean loss over the epoch so far.
    public let loss: Double
    /// The share of correct predictions in the epoch so far, made before training on those samples. Of several outputs,
    /// for the first.
    public let accuracy: Double
    /// The learning rate of this step.
    public let rate: Double
    /// The number of samples (images or rows) per second over the epoch so far, or since a run resumed within it.
    public let imagesPerSecond: Double
    /// Whether the epoch's steps are done and its test is running.
    public let isTesting: Bool
}

/// The results of an epoch.
public struct EpochReport: Sendable {
    /// The epoch, from 1.
    public let epoch: Int
    /// The number of epochs in the whole run.
    public let epochs: Int
    /// The mean loss over the epoch's steps.
    public let loss: Double
    /// The share of correct predictions on the training samples, made before training on them. Of several outputs, for
    /// the first.
    public let trainingAccuracy: Double
    /// The test of each output after the epoch, in the order of `NetworkGraph.outputs`.
    public let tests: [Measurement]
    /// The test of the output, or of the first of several.
    public var test: Measurement { tests[0] }
    /// The learning rate of the last step.
    public let rate: Double
    /// The number of samples per second, in training steps only.
    public let imagesPerSecond: Double
    /// The time for the training steps only.
    public let trainingSeconds: Double
    /// The time for the epoch, including its test.
    public let seconds: Double

    /// The share of correct predictions in the test; nil if the targets are numbers.
    public var testAccuracy: Double? { test.accuracy }
}
