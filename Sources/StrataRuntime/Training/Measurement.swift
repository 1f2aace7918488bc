/// A network's performance on test samples.
public enum Measurement: Hashable, Sendable {
    /// The predictions of a network whose targets are classes.
    case classes(ConfusionMatrix)
    /// The errors of a network whose targets are numbers.
    case errors(ErrorSummary)

    /// The share of correct predictions; nil if the targets are numbers.
    public var accuracy: Double? { matrix?.accuracy }

    /// The confusion matrix; nil if the targets are numbers.
    public var matrix: ConfusionMatrix? { if case .classes(let matrix) = self { matrix } else { nil } }

    /// The errors; nil if the targets are classes.
    public var errors: ErrorSummary? { if case .errors(let errors) = self { errors } else { nil } }

    /// The number of labels or samples measured.
    public var total: Int {
        switch self {
        case .classes(let matrix): matrix.total
        case .errors(let errors): errors.samples
        }
    }
}

/// The errors of a network's outputs, in the targets' unit.
public struct ErrorSummary: Hashable, Sendable {
    /// The number of samples measured.
    public let samples: Int
    /// The squared error, averaged over samples and outputs.
    public let meanSquaredError: Double
    /// The absolute error, averaged over samples and outputs.
    public let meanAbsoluteError: Double
    /// The mean squared error of the best constant prediction, which is each output's mean target.
    public let baseline: Double
    /// The mean squared error of returning the input unchanged; nil unless noise was added to it.
    public let noiseError: Double?

    /// The root of the mean squared error, in the targets' own unit.
    public var rootMeanSquaredError: Double { meanSquaredError.squareRoot() }

    /// R², the share of the targets' variance that the network explains: 1 is perfect, 0 is no better than the
    /// baseline.
    public var explained: Double { baseline > 0 ? 1 - meanSquaredError / baseline : 0 }
}

/// Sums up errors, sample by sample.
struct ErrorSum {
    private var samples = 0
    private var squares = 0.0
    private var distances = 0.0
    private var noiseSquares = 0.0
    private var targetSums: [Double]
    private var targetSquares: [Double]

    /// Creates an empty sum.
    ///
    /// - Parameter outputs: the number of outputs per sample.
    init(outputs: Int) {
        targetSums = Array(repeating: 0, count: outputs)
        targetSquares = targetSums
    }

    mutating func add(output: (Int) -> Float, target: (Int) -> Float, input: ((Int) -> Float)?) {
        samples += 1
        for index in targetSums.indices {
            let value = Double(target(index))
            let error = Double(output(index)) - value
            squares += error * error
            distances += error.magnitude
            if let input {
                let error = Double(input(index)) - value
                noiseSquares += error * error
            }
            targetSums[index] += value
            targetSquares[index] += value * value
        }
    }

    /// Returns the mean errors of all samples added.
    ///
    /// - Parameter deviation: the value of a standardized target of 1 in the targets' own unit.
    func summary(deviation: Double, hasNoise: Bool) -> ErrorSummary {
        let count = Double(max(1, samples))
        let numbers = count * Double(targetSums.count)
        let variance = zip(targetSums, targetSquares).reduce(0) { $0 + $1.1 - $1.0 * $1.0 / count } / numbers
        let square = deviation * deviation
        return ErrorSummary(
            samples: samples, meanSquaredError: squares / numbers * square,
            meanAbsoluteError: distances / numbers * deviation, baseline: max(0, variance) * square,
            noiseError: hasNoise ? noiseSquares / numbers * square : nil)
    }
}
