import OperatingSystem

/// One training run or evaluation, from data to files. Both `strata train` and generated programs run it.
///
/// It prints nothing and reads no arguments, but reports its progress to a `SessionReporter`.
public struct TrainingSession {
    /// The network to train or evaluate.
    public let graph: NetworkGraph
    /// The training options, including the data.
    public let options: TrainingOptions
    /// The folder or file to read the data from; nil for the default.
    public let dataFolder: String?
    /// The file to save the weights to.
    public let weightsPath: String
    /// The file next to it with everything that resuming requires.
    public let statePath: String
    /// Whether to resume a stopped training.
    public let resumes: Bool

    /// Creates a session.
    ///
    /// - Parameters:
    ///   - network: the network to train or evaluate.
    ///   - options: the training options, including the data.
    ///   - dataFolder: the folder or file to read the data from; nil for the default.
    ///   - output: the file for the weights; if nil, the network's name with `.safetensors`, in the current folder.
    ///   - resume: whether to resume a stopped training.
    /// - Throws: `RuntimeError` if the network is invalid.
    public init(
        _ network: some Network, options: TrainingOptions, dataFolder: String? = nil, output: String? = nil,
        resume: Bool = false
    ) throws {
        graph = try NetworkGraph(network)
        self.options = options
        self.dataFolder = dataFolder
        weightsPath = output ?? Weights.defaultPath(for: network.name)
        statePath = TrainingState.path(besides: weightsPath)
        resumes = resume
    }

    /// Trains the network, and saves the weights after every epoch.
    ///
    /// Nothing that an earlier training left is lost, unless this one resumes it. Finished weights are replaced only
    /// when this training is finished as well, and are then kept as `NAME.previous.safetensors`. Until then, only the
    /// state for resuming is saved. The state of a stopped training is kept as `NAME.previous.training.safetensors`.
    ///
    /// Ctrl-C, SIGTERM, or closing the terminal stops training after the current step and saves everything; a second
    /// Ctrl-C or SIGTERM ends the process.
    ///
    /// - Throws: `RuntimeError` if training fails. Earlier saves are kept.
    public func train(reportingTo reporter: some SessionReporter) throws -> TrainingOutcome {
        try options.check()
        // A path that can't be written is reported before training, not after it.
        for path in [weightsPath, statePath] {
            do throws(AtomicFile.Problem) {
                try AtomicFile.checkWritable(path)
            } catch {
                throw RuntimeError(saving: path, error)
            }
        }
        let resumed = resumes ? try savedState() : nil
        var earlier = EarlierTraining(weightsPath: weightsPath, statePath: statePath, resumed: resumed)
        let begun = ContinuousClock.now
        let data = try options.data.read(DataRequest(place: dataFolder, objectives: options.settings.objectives))
        let trainer = try Trainer(graph, data: data, options: options)
        if let resumed {
            do {
                try trainer.restore(resumed)
            } catch let error as RuntimeError {
                throw RuntimeError("\(statePath): can't resume: \(error.message)", advice: error.advice)
            }
        }
        reporter.trainingBegins(
            TrainingSummary(
                graph: graph, data: data, options: options, stepsPerEpoch: trainer.stepsPerEpoch,
                threads: trainer.threads, memoryBytes: trainer.memoryBytes, resumedAt: resumed?.progress))
        func save() throws {
            if let path = try earlier.keepState() { reporter.stoppedTrainingKept(for: path) }
            try self.save(trainer, data, earlier, reporter)
        }

        return try Interruption.caught {
            var tests: [Measurement]?
            let isDone = try trainer.run(
                onStep: { report in
                    reporter.stepEnded(report)
                    return Interruption.received == nil
                },
                onEpoch: { report in
                    tests = report.tests
                    try save()
                    reporter.epochEnded(report)
                })
            guard isDone else {
                try save()
                if earlier.finishedWeights != nil { reporter.earlierWeightsRemain(at: weightsPath) }
                return .interrupted(signal: Interruption.received ?? SIGINT, weightsPath: weightsPath)
            }
            // There was nothing left to train. The weights may be missing if the run was killed while saving them.
            if tests == nil { try save() }
            let evaluation = evaluation(try tests ?? trainer.testOutputs(), data)
            let seconds = (ContinuousClock.now - begun) / .seconds(1)
            return .finished(evaluation, seconds: seconds, weightsPath: weightsPath)
        }
    }

    private func savedState() throws -> TrainingState {
        guard access(statePath, F_OK) == 0 || errno != ENOENT else {
            throw RuntimeError(
                "\(statePath): there is no stopped training to resume", advice: "Train without --resume first.")
        }
        return try TrainingState(path: statePath, graph: graph, settings: options.settings)
    }

    /// Saves the state first: whatever happens before the weights are saved, a resumed run can save them again.
    private func save(
        _ trainer: Trainer, _ data: DataSet, _ earlier: EarlierTraining, _ reporter: some SessionReporter
    ) throws {
        var state = try trainer.state()
        state.earlierWeights = earlier.finishedWeights
        try state.save(to: statePath, graph: graph, settings: options.settings)
        let epochs = EpochCount(state.progress.epoch, of: options.epochs)
        if earlier.finishedWeights != nil {
            guard epochs.isFinished else { return }
            if let path = try earlier.keepWeights(replacedBy: state.parameters) {
                reporter.earlierWeightsKept(at: path)
            }
        }
        try Weights.save(
            state.parameters, of: graph, trainedOn: data, settings: options.settings, epochs: epochs, to: weightsPath)
    }

    /// Evaluates saved weights on the test samples.
    ///
    /// - Throws: `RuntimeError` if the file or the data can't be used, or the weights don't fit the network.
    public func evaluate(weights path: String) throws -> Evaluation {
        try options.check()
        let file = try SafeTensors(path: path)
        let encoding: TableEncoding?
        do throws(TableEncoding.Damage) {
            encoding = try TableEncoding(metadata: file.metadata, outputs: graph.outputs.count)
        } catch {
            throw RuntimeError(
                "\(path): how the table was read for these weights is unknown: `\(error.key)` in the metadata is damaged",
                advice: "Train again.")
        }
        let data = try options.data.read(
            DataRequest(
                place: dataFolder, parts: .test, objectives: options.settings.objectives,
                encoding: encoding, checksum: file.metadata["data.checksum"]))
        let evaluator = try Evaluator(graph, data: data, options: options)
        try Weights.use(file, at: path, for: graph) { try evaluator.load($0) }
        guard let measurements = try evaluator.run() else { throw RuntimeError("the evaluation was stopped") }
        return evaluation(measurements, data)
    }

    private func evaluation(_ measurements: [Measurement], _ data: DataSet) -> Evaluation {
        let outputs = measurements.enumerated().map { number, measurement in
            Evaluation(
                measurement: measurement,
                classNames: data.classNames(measurement.matrix?.classes ?? 0, ofOutput: number),
                target: data.encoding?.targets[number]?.name,
                noun: measurement.total == data.test.count ? data.noun : "pixel", data: data.testName ?? data.name,
                output: graph.outputs[number].name)
        }
        var evaluation = outputs[0]
        if outputs.count > 1 { evaluation.outputs = outputs }
        return evaluation
    }
}

/// Receives the progress of a session. Every method is optional.
public protocol SessionReporter {
    /// Called before the first step, after the data was read.
    func trainingBegins(_ summary: TrainingSummary)
    /// Called after every step, thousands of times a second for a small network.
    func stepEnded(_ report: StepReport)
    /// Called after every epoch, when its weights were saved.
    func epochEnded(_ report: EpochReport)
    /// Called when finished weights of an earlier training were kept at a path, because this one's replace them.
    func earlierWeightsKept(at path: String)
    /// Called when a training was stopped, and `path` still has the finished weights of an earlier one.
    func earlierWeightsRemain(at path: String)
    /// Called when the state of an earlier, stopped training was kept. It resumes with `weightsPath` as its output.
    func stoppedTrainingKept(for weightsPath: String)
}

extension SessionReporter {
    /// Does nothing.
    public func trainingBegins(_ summary: TrainingSummary) {}
    /// Does nothing.
    public func stepEnded(_ report: StepReport) {}
    /// Does nothing.
    public func epochEnded(_ report: EpochReport) {}
    /// Does nothing.
    public func earlierWeightsKept(at path: String) {}
    /// Does nothing.
    public func earlierWeightsRemain(at path: String) {}
    /// Does nothing.
    public func stoppedTrainingKept(for weightsPath: String) {}
}

/// The network, data, and options of a training run that is about to start.
public struct TrainingSummary: Sendable {
    /// The network.
    public let graph: NetworkGraph
    /// The samples.
    public let data: DataSet
    /// The training options.
    public let options: TrainingOptions
    /// The number of whole batches in the training samples.
    public let stepsPerEpoch: Int
    /// The number of threads that training uses.
    public let threads: Int
    /// The bytes of memory for training and testing, without the samples.
    public let memoryBytes: Int
    /// The progress from which training resumes; nil if it starts from scratch.
    public let resumedAt: TrainingProgress?
}

/// The outcome of a training run.
public enum TrainingOutcome: Sendable {
    /// All epochs are done and the weights are saved. The time is that of this session, including reading the data.
    case finished(Evaluation, seconds: Double, weightsPath: String)
    /// A signal stopped the run, and everything is saved.
    case interrupted(signal: Int32, weightsPath: String)
}

/// A network's evaluation on the test samples of a data set. If the network has several outputs, it is that of the
/// first, and `outputs` has all.
public struct Evaluation: Sendable {
    /// The evaluation of each of several outputs; empty if there is only one.
    public internal(set) var outputs: [Evaluation] = []
    /// The name of the output; empty if there is only one.
    public let output: String
    /// The results on the test samples.
    public let measurement: Measurement
    /// A name for every class; empty if the targets are numbers.
    public let classNames: [String]
    /// The name of the target, if the data has one.
    let target: String?
    /// The noun for the things counted: `image`, `row`, `pixel`.
    let noun: String
    /// The data set's name.
    public let data: String

    /// The confusion matrix; nil if the targets are numbers.
    public var matrix: ConfusionMatrix? { measurement.matrix }

    init(
        measurement: Measurement, classNames: [String], target: String? = nil, noun: String = "image", data: String,
        output: String = ""
    ) {
        self.output = output
        (self.measurement, self.classNames, self.target) = (measurement, classNames, target)
        (self.noun, self.data) = (noun, data)
    }
}
