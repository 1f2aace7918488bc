import Basics
import OperatingSystem

/// Shows a session on the standard output: a header, one row per epoch, and in a terminal a live line for the current
/// epoch.
public final class ConsoleReporter: SessionReporter {
    private let terminal: Terminal
    private let isQuiet: Bool
    private let output: (String) throws -> Void
    private let errors: (String) -> Void
    private var liveLineDrawn: ContinuousClock.Instant?
    private var liveEpochBegun = ContinuousClock.now
    private var liveEpoch = 0
    private var firstStep = 0
    private var noun = "image"
    private var options: TrainingOptions?
    private var heads = 0.0
    private var columnTitles: [String]?
    private var verdict = TrainingVerdict()
    private var processor: ProcessorShare?
    private var keptWeights: String?
    private var remainingWeights: String?

    /// Creates a reporter.
    ///
    /// - Parameter quiet: whether to show only the result.
    public convenience init(quiet: Bool = false) {
        self.init(terminal: .output, quiet: quiet, output: Terminal.output.write)
    }

    /// Creates a reporter for a terminal.
    ///
    /// - Parameters:
    ///   - errors: writes a warning or a note.
    ///   - output: writes a text.
    init(
        terminal: Terminal, quiet: Bool, errors: @escaping (String) -> Void = Terminal.errors.tell,
        output: @escaping (String) throws -> Void
    ) {
        self.terminal = terminal
        isQuiet = quiet
        self.errors = errors
        self.output = output
    }

    /// Writes progress. If that fails, training continues; if nobody reads the output anymore, a signal stops it.
    private func write(_ text: String) { try? output(text) }

    /// Writes a warning or a note apart from the output.
    private func tell(_ label: String, _ text: String) {
        clearLiveLine()
        errors("\(Terminal.errors.yellow("\(label):")) \(text)\n")
    }

    /// A row of the header, wrapped to the terminal's width.
    private func row(_ label: String, _ text: String) -> String {
        let indent = 10
        let lines = text.wrapped(to: terminal.columns.map { max($0 - indent, 24) } ?? .max)
        return terminal.styled(label.padded(to: indent), .dim)
            + lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n"
    }

    // MARK: - Training

    /// Shows the network, the data, the options, and the header of the table of epochs.
    public func trainingBegins(_ summary: TrainingSummary) {
        let options = summary.options
        self.options = options
        heads = summary.graph.auxiliaryHeads.reduce(0) { $0 + Double($1.weight) }
        noun = summary.data.noun
        guard !isQuiet else { return }
        if summary.threads > 1 { processor = ProcessorShare(threads: summary.threads) }
        let training = summary.data.training?.count ?? 0
        var threads = ""
        if summary.threads > 1 || options.threads != nil { threads = ", \(counted(summary.threads, "thread"))" }
        var text = row(
            "network",
            terminal.styled(summary.graph.name.shown, .bold)
                + ", \(summary.graph.input) to \(Self.sizes(of: summary.graph.outputs)), "
                + counted(summary.graph.parameterCount, "parameter"))
        var data =
            "\(summary.data.name.escaped), \(training.grouped) training and \(summary.data.test.count.grouped) test "
            + "\(summary.data.noun)s"
        if let name = summary.data.testName { data += ", which are in \(name.escaped)" }
        if summary.data.leftOut > 0 {
            data += "; \(counted(summary.data.leftOut, summary.data.noun)) left out for missing values"
        }
        text += row("data", data)
        text += row("loss", loss(summary))
        text += row("optimizer", "\(options.optimizer), \(options.schedule)")
        text += row(
            "training",
            "\(counted(options.epochs, "epoch")) of \(counted(summary.stepsPerEpoch, "batch", plural: "batches")) of "
                + "\(options.batch), seed \(options.seed)\(threads)")
        let memory = summary.memoryBytes < 1_000_000 ? "less than 1 MB" : byteCount(summary.memoryBytes)
        text += row("memory", "\(memory), besides the data")
        if let progress = summary.resumedAt {
            let step = progress.step > 0 ? ", step \((progress.step + 1).grouped)" : ""
            let place =
                progress.epoch < options.epochs ? "at epoch \(progress.epoch + 1)\(step)" : "after the last epoch"
            text += row("resumed", place)
        }
        write(text)
        let titles = titles(options.settings.objectives)
        columnTitles = titles
        widths = zip(titles, titles.count == Self.usualWidths.count ? Self.usualWidths : Self.widths(of: titles)).map {
            max($0.count + 2, $1)
        }
        // A terminal shows the time that is left in a line of its own.
        if terminal.isInteractive { writeTitles(secondsLeft: nil) }
    }

    /// Writes the header of the table of epochs, unless it was written already. Before it, there's an estimate of the
    /// time, if that is known and long.
    private func writeTitles(secondsLeft: Double?) {
        guard let columnTitles else { return }
        self.columnTitles = nil
        var text = ""
        if let secondsLeft, secondsLeft >= 10 { text += row("time", "about \(duration(secondsLeft))") }
        write(text + "\n" + terminal.styled(columns(columnTitles), .dim) + "\n")
    }

    /// `10`, or `species 3 and mass 1`.
    private static func sizes(of outputs: [NetworkGraph.Output]) -> String {
        guard outputs.count > 1 else { return "\(outputs[0].shape)" }
        return Suggestion.list(outputs.map { "\($0.name.shown) \($0.shape)" }, conjunction: "and")
    }

    private func loss(_ summary: TrainingSummary) -> String {
        let options = summary.options
        let objectives = options.settings.objectives
        var text = objectives.enumerated().map { number, objective in
            var text = "\(objective.loss)"
            if objective.target == .input { text += " to the input" }
            if let target = summary.data.encoding?.targets[number]?.name { text += " of \(target.shown)" }
            if objective.weight != 1 { text = "\(Float(objective.weight).concise) times \(text)" }
            return objectives.count == 1 ? text : "\((objective.name ?? "").shown): \(text)"
        }.joined(separator: "; ")
        if options.noise > 0 { text += ", noise \(options.noise) on the input" }
        for head in summary.graph.auxiliaryHeads { text += ", plus \(head.weight.concise) times \(head.name.shown)'s" }
        return text
    }

    private func titles(_ objectives: [OutputTraining]) -> [String] {
        let results =
            if objectives.count == 1 {
                Task(objectives[0]).isNumeric ? ["test MSE", "R2"] : ["training", "test"]
            } else {
                objectives.map { objective in
                    "\(String((objective.name ?? "").shown.prefix(20))) \(Task(objective).isNumeric ? "R2" : "test")"
                }
            }
        return ["epoch", "loss"] + results + ["\(noun)s/s", "time"]
    }

    /// Redraws the current epoch's line in a terminal, at most ten times a second.
    public func stepEnded(_ report: StepReport) {
        guard !isQuiet else { return }
        let now = ContinuousClock.now
        if liveEpoch != report.epoch {
            liveEpoch = report.epoch
            liveEpochBegun = now
            firstStep = report.step
            processor?.begin(at: now)
        }
        if !report.isTesting, let note = processor?.note(at: now) { tell("note", note) }
        guard terminal.isInteractive else {
            let seconds = (now - liveEpochBegun) / .seconds(1)
            if columnTitles != nil, seconds > 2 { writeTitles(secondsLeft: secondsLeft(report, after: seconds)) }
            return
        }
        // Ten times a second looks smooth and doesn't slow down training.
        if let drawn = liveLineDrawn, now - drawn < .milliseconds(100) { return }
        liveLineDrawn = now
        write("\r" + liveLine(report, at: now) + Terminal.clearToLineEnd)
    }

    private func liveLine(_ report: StepReport, at now: ContinuousClock.Instant) -> String {
        let share = Double(report.step) / Double(report.stepsPerEpoch)
        let width = 20
        let filled = Int(share * Double(width))
        let (full, empty) = terminal.showsUnicode ? ("━", "─") : ("#", ".")
        var left = ""
        let seconds = (now - liveEpochBegun) / .seconds(1)
        if report.isTesting {
            left = "testing"
        } else if seconds > 0.3, let time = secondsLeft(report, after: seconds) {
            left = "\(duration(time)) left"
        }
        // The width is computed without color first, because a line that wraps can't be redrawn.
        let start = cell(0, "\(report.epoch)/\(report.epochs)") + cell(1, Self.loss(report.loss))
        let end =
            "  \((share * 100).fixed(0).leftPadded(to: 3)) %  "
            + "\(Int(report.imagesPerSecond).grouped.leftPadded(to: 8)) \(noun)s/s  \(left)"
        let columns = terminal.columns ?? 80
        guard start.count + 2 + width + end.count < columns else {
            return String((start + end).prefix(max(0, columns - 1)))
        }
        return start + "  " + terminal.styled(String(repeating: full, count: filled), .cyan)
            + terminal.styled(String(repeating: empty, count: width - filled), .dim) + end
    }

    /// Returns how long the remaining steps take if they take as long as those of this epoch so far; nil if there were
    /// none.
    private func secondsLeft(_ report: StepReport, after seconds: Double) -> Double? {
        let steps = report.step - firstStep
        guard steps > 0 else { return nil }
        let remaining = (report.epochs - report.epoch + 1) * report.stepsPerEpoch - report.step
        return seconds / Double(steps) * Double(remaining)
    }

    /// Writes the epoch's row of the table.
    public func epochEnded(_ report: EpochReport) {
        verdict.add(report)
        guard !isQuiet else { return }
        clearLiveLine()
        writeTitles(secondsLeft: report.seconds * Double(report.epochs - report.epoch))
        write(
            columns(
                ["\(report.epoch)/\(report.epochs)", Self.loss(report.loss)] + Self.results(of: report)
                    + [Int(report.imagesPerSecond).grouped, duration(report.seconds)]) + "\n")
    }

    /// What the tests of an epoch showed: of several outputs, one number for each.
    private static func results(of report: EpochReport) -> [String] {
        guard report.tests.count == 1 else {
            return report.tests.map { test in
                switch test {
                case .classes(let matrix): matrix.accuracy.fixed(4)
                case .errors(let errors): errors.explained.fixed(4)
                }
            }
        }
        return switch report.test {
        case .classes(let matrix): [report.trainingAccuracy.fixed(4), matrix.accuracy.fixed(4)]
        case .errors(let errors): [errors.meanSquaredError.short, errors.explained.fixed(4)]
        }
    }

    private func clearLiveLine() {
        if liveLineDrawn != nil { write("\r" + Terminal.clearToLineEnd) }
        liveLineDrawn = nil
    }

    /// The widths of the columns of the table of epochs.
    private var widths = usualWidths

    private static let usualWidths = [7, 9, 10, 8, 10, 11]

    /// The least widths of the columns for several outputs.
    private static func widths(of titles: [String]) -> [Int] {
        usualWidths.prefix(2) + Array(repeating: usualWidths[3], count: titles.count - 4) + usualWidths.suffix(2)
    }

    /// Returns a cell with at least one space before it.
    private func cell(_ column: Int, _ text: String) -> String {
        let space = column == 0 ? "" : " "
        return space + text.leftPadded(to: widths[column] - space.count)
    }

    /// Returns a loss that isn't wider than its column: `0.4328`, `1,002`, `3.9e8`.
    private static func loss(_ loss: Double) -> String {
        guard loss >= 999, loss.isFinite else { return loss.fixed(4) }
        guard loss >= 1e6 else { return loss.short }
        var (mantissa, exponent) = (loss, 0)
        while mantissa >= 9.95 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        return "\(mantissa.fixed(1))e\(exponent)"
    }

    private func columns(_ cells: [String]) -> String {
        cells.enumerated().map { cell($0.offset, $0.element) }.joined()
    }

    // MARK: - The end of a training

    /// Remembers that finished weights of an earlier training were kept.
    public func earlierWeightsKept(at path: String) { keptWeights = path }

    /// Remembers that the finished weights of an earlier training are still in place.
    public func earlierWeightsRemain(at path: String) { remainingWeights = path }

    /// Says where the state of an earlier training is now.
    public func stoppedTrainingKept(for weightsPath: String) {
        tell(
            "note",
            "an earlier training was stopped before its end, and this one takes its place. It can still be resumed, "
                + "with --resume --output \(shellCommand([weightsPath])).")
    }

    /// Shows the outcome of a training run.
    ///
    /// - Parameters:
    ///   - outcome: the outcome.
    ///   - evaluate: the command that evaluates the weights, as a next step.
    ///   - resume: the command that resumes training.
    ///   - continuing: returns the command that continues a finished training up to a number of epochs.
    public func trainingEnded(
        _ outcome: TrainingOutcome, evaluate: String, resume: String, continuing: ((_ epochs: Int) -> String)? = nil
    ) {
        clearLiveLine()
        switch outcome {
        case .finished(let evaluation, let seconds, let path):
            if !isQuiet { writeTitles(secondsLeft: nil) }
            var text = isQuiet ? "" : "\n"
            text +=
                evaluation.outputs.isEmpty
                ? "\(result(of: evaluation)), after \(duration(seconds)).\n"
                : results(of: evaluation) + "The training took \(duration(seconds)).\n"
            text += "The weights are in \(terminal.styled(path.escaped, .bold))\(Self.size(of: path)).\n"
            if let keptWeights {
                text += "Those of the earlier training are now in \(terminal.styled(keptWeights.escaped, .bold)).\n"
            }
            if !isQuiet {
                text += "\nTry next\n"
                if verdict.isStillImproving, let options, let continuing {
                    text += suggestion(
                        continuing(options.epochs * 2), "more epochs: the loss was still falling at the end")
                }
                text += suggestion(
                    evaluate,
                    Self.purpose(ofEvaluating: evaluation))
            }
            write(text)
            if let options, let warning = verdict.warning(evaluation, options, heads: heads) {
                tell("warning", warning)
            }
        case .interrupted(let signal, let path):
            var text = isQuiet ? "" : "\n"
            if signal == SIGPIPE { text += "Nothing reads the output anymore. " }
            if remainingWeights == nil {
                text += "Stopped. The weights so far are in \(terminal.styled(path.escaped, .bold)).\n"
            } else {
                text +=
                    "Stopped. \(terminal.styled(path.escaped, .bold)) still has the weights of the earlier training.\n"
            }
            text += "Resume with\n  \(resume)\n"
            if signal == SIGPIPE { errors(text) } else { write(text) }
        }
    }

    /// What evaluating a network shows.
    private static func purpose(ofEvaluating evaluation: Evaluation) -> String {
        guard evaluation.outputs.isEmpty else { return "how good each of its outputs is" }
        return evaluation.matrix == nil ? "how far its outputs are from their targets" : "which classes it confuses"
    }

    private func suggestion(_ command: String, _ purpose: String) -> String {
        "  \(command)\n" + terminal.styled("      \(purpose)", .dim) + "\n"
    }

    private static func size(of path: String) -> String {
        File.facts(path).map { " (\(byteCount($0.size)))" } ?? ""
    }

    // MARK: - Evaluating

    /// From this many samples on, the interval around an accuracy is narrow.
    private static let manySamples = 1000

    /// Shows an evaluation: the confusion matrix with every class's recall and precision, and the accuracy; or the
    /// errors.
    ///
    /// - Throws: `RuntimeError` if it can't be written, because a lost result must not look like success.
    public func show(_ evaluation: Evaluation) throws {
        var text = ""
        if !isQuiet {
            for output in evaluation.outputs.isEmpty ? [evaluation] : evaluation.outputs {
                if !output.output.isEmpty { text += terminal.styled(output.output.shown, .bold) + "\n\n" }
                text += table(of: output) + "\n"
            }
        }
        text +=
            evaluation.outputs.isEmpty
            ? "\(result(of: evaluation)) of \(evaluation.data.escaped).\n"
            : results(of: evaluation) + "The \(evaluation.noun)s are those of \(evaluation.data.escaped).\n"
        do { try output(text) } catch { throw RuntimeError("\(error)") }
    }

    private func table(of evaluation: Evaluation) -> String {
        switch evaluation.measurement {
        case .classes(let matrix): ConfusionTable(matrix, names: evaluation.classNames, terminal: terminal).text
        case .errors(let errors): ErrorTable(errors, unit: evaluation.target, terminal: terminal).text
        }
    }

    /// Returns a line with the most important number of each of several outputs.
    private func results(of evaluation: Evaluation) -> String {
        evaluation.outputs.map { "\($0.output.shown): \(result(of: $0))\n" }.joined()
    }

    /// Returns the most important number: `Test accuracy 0.9061 on 10,000 images`. For few samples, it says how little
    /// that means.
    private func result(of evaluation: Evaluation) -> String {
        let count = counted(evaluation.measurement.total, evaluation.noun)
        switch evaluation.measurement {
        case .classes(let matrix):
            var details = ""
            // The pixels of an image aren't independent of each other.
            if evaluation.noun != "pixel", (1..<Self.manySamples).contains(matrix.total) {
                let interval = matrix.interval
                details =
                    " (\(matrix.correct) of \(matrix.total), 95 % interval \(interval.lowerBound.fixed(2)) to "
                    + "\(interval.upperBound.fixed(2)))"
            }
            return "Test accuracy \(terminal.styled(matrix.accuracy.fixed(4), .bold, .green))\(details) on \(count)"
        case .errors(let errors):
            let error = terminal.styled(errors.meanSquaredError.short, .bold, .green)
            return "Test mean squared error \(error), R2 \(errors.explained.fixed(4)), on \(count)"
        }
    }
}

/// Writes `error: …` to the standard error, with the advice on its own line.
public func reportError(_ error: any Error) {
    let text: String
    if let error = error as? RuntimeError {
        text = error.message + (error.advice.map { "\n" + $0 } ?? "")
    } else {
        text = "\(error)"
    }
    // Overwrites what is left of a live line.
    let start = Terminal.errors.isInteractive ? "\r" + Terminal.clearToLineEnd : ""
    Terminal.errors.tell("\(start)\(Terminal.errors.red("error:")) \(text)\n")
}
