import Basics
import OperatingSystem

/// Shows a session on the standard output: a header, one row per epoch, and in a terminal a live line for the current
/// epoch.
public final class ConsoleReporter: SessionReporter {
    private let terminal: Terminal
    private let isQuiet: Bool
    private let output: (String) throws -> Void
    private var liveLineDrawn: ContinuousClock.Instant?
    private var liveEpochBegun = ContinuousClock.now
    private var liveEpoch = 0
    private var firstStep = 0
    private var noun = "image"

    /// Creates a reporter.
    ///
    /// - Parameter quiet: whether to show only the result.
    public convenience init(quiet: Bool = false) {
        self.init(terminal: .output, quiet: quiet, output: Terminal.output.write)
    }

    /// Creates a reporter for a terminal.
    ///
    /// - Parameter output: writes a text.
    init(terminal: Terminal, quiet: Bool, output: @escaping (String) throws -> Void) {
        self.terminal = terminal
        isQuiet = quiet
        self.output = output
    }

    /// Writes progress. If that fails, training continues.
    private func write(_ text: String) { try? output(text) }

    // MARK: - Training

    /// Shows the network, the data, the options, and the header of the table of epochs.
    public func trainingBegins(_ summary: TrainingSummary) {
        guard !isQuiet else { return }
        let options = summary.options
        let training = summary.data.training?.count ?? 0
        func row(_ label: String, _ text: String) -> String {
            terminal.styled(label.padded(to: 10), .dim) + text + "\n"
        }
        var threads = ""
        if let count = options.threads { threads = ", \(counted(count, "thread"))" }
        var text = row(
            "network",
            terminal.styled(summary.graph.name.shown, .bold)
                + ", \(summary.graph.input) to \(summary.graph.output), "
                + counted(summary.graph.parameterCount, "parameter"))
        var data =
            "\(summary.data.name.escaped), \(training.grouped) training and \(summary.data.test.count.grouped) test "
            + "\(summary.data.noun)s"
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
        if let progress = summary.resumedAt {
            let step = progress.step > 0 ? ", step \((progress.step + 1).grouped)" : ""
            let place =
                progress.epoch < options.epochs ? "at epoch \(progress.epoch + 1)\(step)" : "after the last epoch"
            text += row("resumed", place)
        }
        noun = summary.data.noun
        text += "\n" + terminal.styled(Self.columns(titles(Task(options.settings))), .dim) + "\n"
        write(text)
    }

    private func loss(_ summary: TrainingSummary) -> String {
        let options = summary.options
        var text = "\(options.loss)"
        if options.target == .input { text += " to the input" }
        if let target = summary.data.encoding?.target?.name, options.target == .label { text += " of \(target.shown)" }
        if options.noise > 0 { text += ", noise \(options.noise) on the input" }
        for head in summary.graph.auxiliaryHeads { text += ", plus \(head.weight.concise) times \(head.name.shown)'s" }
        return text
    }

    private func titles(_ task: Task) -> [String] {
        switch task {
        case .classify, .decide: ["epoch", "loss", "training", "test", "\(noun)s/s", "time"]
        case .predict, .reproduce: ["epoch", "loss", "test MSE", "R2", "\(noun)s/s", "time"]
        }
    }

    /// Redraws the current epoch's line in a terminal, at most ten times a second.
    public func stepEnded(_ report: StepReport) {
        guard !isQuiet, terminal.isInteractive else { return }
        let now = ContinuousClock.now
        if liveEpoch != report.epoch {
            liveEpoch = report.epoch
            liveEpochBegun = now
            firstStep = report.step
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
        let steps = report.step - firstStep
        let seconds = (now - liveEpochBegun) / .seconds(1)
        if report.isTesting {
            left = "testing"
        } else if steps > 0, seconds > 0.3 {
            let remaining = (report.epochs - report.epoch + 1) * report.stepsPerEpoch - report.step
            left = "\(duration(seconds / Double(steps) * Double(remaining))) left"
        }
        // The width is computed without color first, because a line that wraps can't be redrawn.
        let start = Self.cell(0, "\(report.epoch)/\(report.epochs)") + Self.cell(1, report.loss.fixed(4))
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

    /// Writes the epoch's row of the table.
    public func epochEnded(_ report: EpochReport) {
        guard !isQuiet else { return }
        clearLiveLine()
        let results =
            switch report.test {
            case .classes(let matrix): [report.trainingAccuracy.fixed(4), matrix.accuracy.fixed(4)]
            case .errors(let errors): [errors.meanSquaredError.short, errors.explained.fixed(4)]
            }
        write(
            Self.columns([
                "\(report.epoch)/\(report.epochs)", report.loss.fixed(4), results[0], results[1],
                Int(report.imagesPerSecond).grouped, duration(report.seconds),
            ]) + "\n")
    }

    private func clearLiveLine() {
        if liveLineDrawn != nil { write("\r" + Terminal.clearToLineEnd) }
        liveLineDrawn = nil
    }

    private static let widths = [7, 9, 10, 8, 10, 11]

    private static func cell(_ column: Int, _ text: String) -> String { text.leftPadded(to: widths[column]) }

    private static func columns(_ cells: [String]) -> String {
        cells.enumerated().map { cell($0.offset, $0.element) }.joined()
    }

    /// Shows the outcome of a training run.
    ///
    /// - Parameters:
    ///   - outcome: the outcome.
    ///   - evaluate: the command that evaluates the weights, as a next step.
    ///   - resume: the command that resumes training.
    public func trainingEnded(_ outcome: TrainingOutcome, evaluate: String, resume: String) {
        clearLiveLine()
        switch outcome {
        case .finished(let evaluation, let seconds, let path):
            var text = isQuiet ? "" : "\n"
            text += "\(result(of: evaluation)), after \(duration(seconds)).\n"
            text += "The weights are in \(terminal.styled(path.escaped, .bold))\(Self.size(of: path)).\n"
            if !isQuiet {
                text += "\nTry next\n"
                let what =
                    evaluation.matrix == nil
                    ? "how far its outputs are from their targets" : "which classes it confuses"
                text += "  \(evaluate)\n" + terminal.styled("      \(what)", .dim) + "\n"
                text += "  \(Self.python(reading: path))\n"
                let scaled = noun == "image" ? "pixels are scaled" : "columns are read"
                text += terminal.styled(
                    "      the same weights with PyTorch's names and layouts, and how \(scaled) for them", .dim)
                text += "\n"
            }
            write(text)
        case .interrupted(_, let path):
            var text = isQuiet ? "" : "\n"
            text += "Stopped. The weights so far are in \(terminal.styled(path.escaped, .bold)).\n"
            text += "Resume with\n  \(resume)\n"
            write(text)
        }
    }

    /// Returns the command that shows what is in a file of weights.
    private static func python(reading path: String) -> String {
        let name = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").escaped
        return shellCommand([
            "python3", "-c",
            "import safetensors as s; f = s.safe_open(\"\(name)\", \"pt\"); print(f.keys(), f.metadata())",
        ])
    }

    private static func size(of path: String) -> String {
        File.facts(path).map { " (\(byteCount($0.size)))" } ?? ""
    }

    // MARK: - Evaluating

    /// Shows an evaluation: the confusion matrix with every class's recall and precision, and the accuracy; or the
    /// errors.
    ///
    /// - Throws: `RuntimeError` if it can't be written, because a lost result must not look like success.
    public func show(_ evaluation: Evaluation) throws {
        var text = ""
        if !isQuiet {
            switch evaluation.measurement {
            case .classes(let matrix):
                text += ConfusionTable(matrix, names: evaluation.classNames, terminal: terminal).text + "\n"
            case .errors(let errors):
                text += ErrorTable(errors, unit: evaluation.target, terminal: terminal).text + "\n"
            }
        }
        text += "\(result(of: evaluation)) of \(evaluation.data.escaped).\n"
        do { try output(text) } catch { throw RuntimeError("\(error)") }
    }

    /// Returns the most important number: `Test accuracy 0.9061 on 10,000 images`.
    private func result(of evaluation: Evaluation) -> String {
        let count = counted(evaluation.measurement.total, evaluation.noun)
        switch evaluation.measurement {
        case .classes(let matrix):
            return "Test accuracy \(terminal.styled(matrix.accuracy.fixed(4), .bold, .green)) on \(count)"
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
