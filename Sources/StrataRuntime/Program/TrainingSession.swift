import OperatingSystem

/// One training or evaluation from data to files: what `strata train` and a generated program both run.
///
/// It prints nothing and reads no arguments; it tells a `SessionReporter` what happens.
public struct TrainingSession {
    /// What is trained or measured.
    public let graph: NetworkGraph
    /// How it is trained, and on what.
    public let options: TrainingOptions
    /// The folder or file to read the data from, if not from the source's own place.
    public let dataFolder: String?
    /// The file that the weights go to.
    public let weightsPath: String
    /// The file beside it with all that a resumed training needs.
    public let statePath: String
    /// Whether to go on with a stopped training.
    public let resumes: Bool

    /// - Parameters:
    ///   - network: what is trained.
    ///   - options: how.
    ///   - dataFolder: where to read the data from, if not from the source's own place.
    ///   - output: the file for the weights; the network's name with `.safetensors`, in the current folder, if nil.
    ///   - resume: whether to go on with a stopped training.
    /// - Throws: `RuntimeError` if the network has a mistake.
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

    /// Trains; saves the weights after every epoch.
    ///
    /// Ctrl-C, SIGTERM or the end of its terminal ends it after the step it is at, with everything saved; a second Ctrl-C or
    /// SIGTERM ends the process.
    ///
    /// - Throws: `RuntimeError` if the work cannot be done. What was saved before stays.
    public func train(reportingTo reporter: some SessionReporter) throws -> TrainingOutcome {
        try options.check()
        // Before the work, not after it: a place that cannot be written to.
        for path in [weightsPath, statePath] {
            do throws(AtomicFile.Problem) {
                try AtomicFile.checkWritable(path)
            } catch {
                throw RuntimeError(saving: path, error)
            }
        }
        let resumed = resumes ? try savedState() : nil
        let begun = ContinuousClock.now
        let data = try options.data.read(DataRequest(place: dataFolder, task: Task(options.settings)))
        let trainer = try Trainer(graph, data: data, options: options)
        if let resumed {
            do {
                try trainer.restore(resumed)
            } catch let error as RuntimeError {
                throw RuntimeError("\(statePath): cannot go on from here: \(error.message)", advice: error.advice)
            }
        }
        reporter.trainingBegins(
            TrainingSummary(
                graph: graph, data: data, options: options, stepsPerEpoch: trainer.stepsPerEpoch,
                resumedAt: resumed?.progress))

        return try Interruption.caught {
            var test: Measurement?
            let isDone = try trainer.run(
                onStep: { report in
                    reporter.stepEnded(report)
                    return Interruption.received == nil
                },
                onEpoch: { report in
                    test = report.test
                    try save(trainer, data)
                    reporter.epochEnded(report)
                })
            guard isDone else {
                try save(trainer, data)
                return .interrupted(signal: Interruption.received ?? SIGINT, weightsPath: weightsPath)
            }
            // Nothing was left to train; the weights may be missing where the training was killed while it saved them.
            if test == nil { try save(trainer, data) }
            let evaluation = evaluation(try test ?? trainer.test(), data)
            let seconds = (ContinuousClock.now - begun) / .seconds(1)
            return .finished(evaluation, seconds: seconds, weightsPath: weightsPath)
        }
    }

    private func savedState() throws -> TrainingState {
        guard access(statePath, F_OK) == 0 || errno != ENOENT else {
            throw RuntimeError(
                "\(statePath): there is no stopped training to go on with", advice: "Train without --resume first.")
        }
        return try TrainingState(path: statePath, graph: graph, settings: options.settings)
    }

    /// The state first: whatever happens between the two, the training can go on from it and save the weights again.
    private func save(_ trainer: Trainer, _ data: DataSet) throws {
        let state = try trainer.state()
        try state.save(to: statePath, graph: graph, settings: options.settings)
        try Weights.save(state.parameters, of: graph, trainedOn: data, settings: options.settings, to: weightsPath)
    }

    /// Measures saved weights on the test samples.
    ///
    /// - Throws: `RuntimeError` if the file or the data cannot be used, or the weights do not fit the network.
    public func evaluate(weights path: String) throws -> Evaluation {
        try options.check()
        let file = try SafeTensors(path: path)
        let data = try options.data.read(
            DataRequest(
                place: dataFolder, parts: .test, task: Task(options.settings),
                encoding: TableEncoding(metadata: file.metadata)))
        let evaluator = try Evaluator(graph, data: data, options: options)
        try Weights.use(file, at: path, for: graph) { try evaluator.load($0) }
        guard let measurement = try evaluator.run() else { throw RuntimeError("the evaluation was stopped") }
        return evaluation(measurement, data)
    }

    private func evaluation(_ measurement: Measurement, _ data: DataSet) -> Evaluation {
        Evaluation(
            measurement: measurement, classNames: data.classNames(measurement.matrix?.classes ?? 0),
            target: data.encoding?.target?.name, noun: measurement.total == data.test.count ? data.noun : "pixel",
            data: data.name)
    }
}

/// Who is told what a session does. Every method is optional.
public protocol SessionReporter {
    /// Before the first step, once the data has been read.
    func trainingBegins(_ summary: TrainingSummary)
    /// Often: thousands of times a second for a small network.
    func stepEnded(_ report: StepReport)
    /// After the epoch's weights were saved.
    func epochEnded(_ report: EpochReport)
}

extension SessionReporter {
    /// Does nothing.
    public func trainingBegins(_ summary: TrainingSummary) {}
    /// Does nothing.
    public func stepEnded(_ report: StepReport) {}
    /// Does nothing.
    public func epochEnded(_ report: EpochReport) {}
}

/// What is about to be trained, on what, and how.
public struct TrainingSummary: Sendable {
    /// What is trained.
    public let graph: NetworkGraph
    /// The samples, as they were read.
    public let data: DataSet
    /// How it is trained.
    public let options: TrainingOptions
    /// How many whole batches the training samples fill.
    public let stepsPerEpoch: Int
    /// Where a resumed training goes on.
    public let resumedAt: TrainingProgress?
}

/// How a training ended.
public enum TrainingOutcome: Sendable {
    /// All epochs are done and the weights saved; the time is that of this session, reading the data included.
    case finished(Evaluation, seconds: Double, weightsPath: String)
    /// Stopped by a signal, everything saved.
    case interrupted(signal: Int32, weightsPath: String)
}

/// A network measured on a data set's test samples.
public struct Evaluation: Sendable {
    /// What came of the test samples.
    public let measurement: Measurement
    /// A name for every class; empty where numbers are told.
    public let classNames: [String]
    /// The name of what is told, where the data has one.
    let target: String?
    /// What was counted: `image`, `row`, `pixel`.
    let noun: String
    /// The data set's name.
    public let data: String

    /// Which classes were taken for which; nil where numbers are told.
    public var matrix: ConfusionMatrix? { measurement.matrix }

    init(
        measurement: Measurement, classNames: [String], target: String? = nil, noun: String = "image", data: String
    ) {
        (self.measurement, self.classNames, self.target) = (measurement, classNames, target)
        (self.noun, self.data) = (noun, data)
    }
}
