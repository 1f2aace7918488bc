import Basics

/// Trains a network: the loop over epochs and steps, and nothing around it (no files, no output).
///
/// An epoch sees the training samples in an order of its own, in whole batches; the samples left over when the batch does
/// not divide their number wait for another epoch's order. Testing sees every test sample exactly once.
///
/// The same network, data, options and number of threads give the same weights, bit by bit, whether the training ran
/// through or was stopped and restored in between.
public final class Trainer {
    /// What is trained.
    public let graph: NetworkGraph
    /// How it is trained.
    public let options: TrainingOptions
    /// How many whole batches the training samples fill.
    public let stepsPerEpoch: Int
    /// How far the training has come.
    public private(set) var progress = TrainingProgress()

    private let plan: TrainingPlan
    private let evaluator: Evaluator
    private let filler: BatchFiller

    /// Plans the network for training.
    ///
    /// - Throws: `RuntimeError` if the options make no sense, or network and data do not fit each other.
    public init(_ graph: NetworkGraph, data: DataSet, options: TrainingOptions) throws {
        try options.check()
        try data.check(fits: graph, task: Task(options.settings))
        guard let training = data.training else { throw RuntimeError("\(data.name): has no training samples") }
        guard training.count >= options.batch else {
            throw RuntimeError("batch is \(options.batch), and there are only \(training.count) training samples")
        }
        self.graph = graph
        self.options = options
        stepsPerEpoch = training.count / options.batch
        filler = BatchFiller(training, scaling: data.scaling, settings: options.settings, purpose: "noise")
        plan = try TrainingPlan(
            graph, batch: options.batch, loss: options.loss, seed: options.seed, threads: options.threads)
        evaluator = try Evaluator(graph, data: data, options: options)
    }

    /// How many labels a step compares, or numbers of a binary cross entropy.
    private var answersPerStep: Int { max(plan.labels.count, plan.targetValues.count) }

    /// The learning rate of the step to come.
    public var rate: Double {
        let step = progress.epoch * stepsPerEpoch + progress.step
        let factor = options.schedule.factor(step: step, stepsPerEpoch: stepsPerEpoch, epochs: options.epochs)
        return options.optimizer.rate * factor
    }

    /// Trains until all epochs are done or `onStep` says stop.
    ///
    /// - Parameters:
    ///   - onStep: called after every step, and while testing; whether to go on.
    ///   - onEpoch: called at the end of every epoch.
    /// - Returns: whether all epochs are done.
    /// - Throws: `RuntimeError` if the loss is no longer a number, naming epoch and step; what the callbacks throw.
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
        guard let measurement = try test(whileTrue: { onStep(last) }) else { return nil }

        let report = EpochReport(
            epoch: progress.epoch + 1, epochs: options.epochs, loss: last.loss, trainingAccuracy: last.accuracy,
            test: measurement, rate: rate, imagesPerSecond: last.imagesPerSecond, trainingSeconds: trained,
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
            advice: "Use a smaller learning rate (it is \(rate); try \(rate / 10)), or a longer warm-up.")
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

    // MARK: - Measuring, saving and restoring

    /// Tests the weights as they are now on every test sample.
    public func test() throws -> Measurement {
        guard let measurement = try test(whileTrue: { true }) else { throw RuntimeError("the test was stopped") }
        return measurement
    }

    private func test(whileTrue goOn: () -> Bool) throws -> Measurement? {
        let parameters = try plan.parameters()
        // A relu turns what is no number into 0, so the loss alone would not always show it.
        if let lost = parameters.keys.sorted().first(where: { parameters[$0]?.values.allSatisfy(\.isFinite) != true }) {
            throw diverged(": \(lost)")
        }
        try evaluator.load(parameters)
        return try evaluator.run(whileTrue: goOn)
    }

    /// All parameters and buffers, auxiliary heads' too.
    public func parameters() throws -> [String: Tensor] { try plan.parameters() }

    /// Everything that the training needs to go on as if it had never stopped.
    func state() throws -> TrainingState {
        TrainingState(progress: progress, parameters: try plan.parameters(), optimizer: try plan.optimizerState())
    }

    /// Goes on from `state`.
    ///
    /// - Throws: `RuntimeError` if it is that of another network.
    func restore(_ state: TrainingState) throws {
        let stopped = state.progress
        guard (0...options.epochs).contains(stopped.epoch) else {
            throw RuntimeError(
                "the saved training has done \(counted(stopped.epoch, "epoch")), more than the \(options.epochs) wanted"
            )
        }
        guard (0...stepsPerEpoch).contains(stopped.step), (0...stopped.step * answersPerStep).contains(stopped.correct)
        else {
            throw RuntimeError("the saved training's progress does not fit these training samples")
        }
        try plan.load(state.parameters)
        try plan.loadOptimizerState(state.optimizer)
        progress = stopped
    }
}

/// How far a training has come.
public struct TrainingProgress: Hashable, Sendable {
    /// How many epochs are done.
    public internal(set) var epoch = 0
    /// How many steps of the epoch after them are done.
    public internal(set) var step = 0
    /// Over these steps: the sum of the batches' mean losses, and how many samples were recognised.
    var lossSum = 0.0
    var correct = 0
}

/// The state of a training after a step.
public struct StepReport: Sendable {
    /// The epoch, from 1.
    public let epoch: Int
    /// How many epochs the whole training has.
    public let epochs: Int
    /// How many steps of the epoch are done.
    public let step: Int
    /// How many steps the epoch has.
    public let stepsPerEpoch: Int
    /// The mean loss over the epoch so far.
    public let loss: Double
    /// The share of the epoch's samples so far that were recognised when the training saw them.
    public let accuracy: Double
    /// The learning rate of this step.
    public let rate: Double
    /// Samples, images or rows, over the steps of the epoch so far; over those since then, where the training went on within it.
    public let imagesPerSecond: Double
    /// Whether the steps are done and the test is under way.
    public let isTesting: Bool
}

/// What came of an epoch.
public struct EpochReport: Sendable {
    /// The epoch, from 1.
    public let epoch: Int
    /// How many epochs the whole training has.
    public let epochs: Int
    /// The mean loss over its steps.
    public let loss: Double
    /// The share of samples that were recognised when the training saw them, before it learned from them.
    public let trainingAccuracy: Double
    /// The test after the epoch.
    public let test: Measurement
    /// The learning rate of its last step.
    public let rate: Double
    /// Of the training steps alone.
    public let imagesPerSecond: Double
    /// The time of the training steps alone.
    public let trainingSeconds: Double
    /// The time of the epoch with its test.
    public let seconds: Double

    /// Nil where numbers are to be told.
    public var testAccuracy: Double? { test.accuracy }
}
