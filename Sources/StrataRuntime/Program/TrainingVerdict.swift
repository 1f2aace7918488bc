import Basics
import OperatingSystem

/// What a training's course and result say about it, besides the accuracy.
struct TrainingVerdict {
    private var losses: [Double] = []
    /// How good the test of each output was, for each epoch; larger is better.
    private var scores: [[Double]] = []

    mutating func add(_ report: EpochReport) {
        losses.append(report.loss)
        scores.append(
            report.tests.map { test in
                switch test {
                case .classes(let matrix): matrix.accuracy
                case .errors(let errors): -errors.meanSquaredError
                }
            })
    }

    /// Whether the training loss was still falling when training ended, by more than 2 % in the last tenth of the
    /// epochs, and no test was getting worse meanwhile.
    var isStillImproving: Bool {
        let before = losses.count - 1 - max(1, losses.count / 10)
        guard before >= 1, let loss = losses.last, let score = scores.last else { return false }
        return loss < 0.98 * losses[before] && zip(score, scores[before]).allSatisfy { $0 >= $1 }
    }

    /// A test with fewer samples can be as bad as a constant answer by accident.
    private static let fewestSamples = 20

    /// The warning about a network with an output that is no better than a constant answer, with advice; nil if all are
    /// better.
    ///
    /// - Parameter heads: the sum of the weights of auxiliary heads, whose losses are parts of the training's.
    func warning(_ evaluation: Evaluation, _ options: TrainingOptions, heads: Double = 0) -> String? {
        let problem: String
        let outputs = evaluation.outputs.isEmpty ? [evaluation] : evaluation.outputs
        if let (output, baseline) = outputs.lazy.compactMap({ output in
            output.measurement.total < Self.fewestSamples
                ? nil : Self.baseline(of: output.measurement, output.classNames).map { (output, $0) }
        }).first {
            let subject = outputs.count == 1 ? "the network" : "the output \(output.output.shown)"
            problem = "\(subject) is no better than always answering \(baseline)"
        } else if outputs.count == 1, let matrix = evaluation.matrix, losses.count > 1, let loss = losses.last,
            // What cross entropy is if every class gets the same probability.
            case let constant = log(Double(matrix.classes)) * (1 + heads), loss > constant
        {
            problem =
                "the training loss ended at \(loss.short), but giving each class the same probability has "
                + constant.short
        } else {
            return nil
        }
        let rate = options.optimizer.rate
        let usual = options.optimizer.definition.usualRates
        let advice =
            usual.range.contains(rate)
            ? "Train longer, or with a smaller learning rate (it is \(rate.concise); try \((rate / 10).concise))."
            : "The learning rate is \(rate.concise), but usual ones are \(usual.words)."
        return "\(problem).\n\(advice)"
    }

    /// The constant answer that a network isn't better than.
    private static func baseline(of measurement: Measurement, _ classNames: [String]) -> String? {
        switch measurement {
        case .classes(let matrix):
            let totals = (0..<matrix.classes).map { actual in
                (0..<matrix.classes).reduce(0) { $0 + matrix.count(actual: actual, predicted: $1) }
            }
            guard let most = totals.max(), most < matrix.total, matrix.correct <= most,
                let name = totals.firstIndex(of: most)
            else { return nil }
            return "\(classNames.indices.contains(name) ? classNames[name] : "\(name)") "
                + "(accuracy \((Double(most) / Double(matrix.total)).fixed(4)))"
        case .errors(let errors):
            guard errors.baseline > 0, errors.meanSquaredError >= errors.baseline else { return nil }
            return "the mean target (mean squared error \(errors.baseline.short))"
        }
    }
}
