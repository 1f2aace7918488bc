/// How well a network did on test samples.
public enum Measurement: Hashable, Sendable {
    /// Which classes were taken for which.
    case classes(ConfusionMatrix)
    /// How far numbers were from their targets.
    case errors(ErrorSummary)

    /// The share of labels that were told right; nil where numbers are to be told.
    public var accuracy: Double? { matrix?.accuracy }

    /// Which classes were taken for which; nil where numbers are to be told.
    public var matrix: ConfusionMatrix? { if case .classes(let matrix) = self { matrix } else { nil } }

    /// How far the numbers are from their targets; nil where classes are to be told.
    public var errors: ErrorSummary? { if case .errors(let errors) = self { errors } else { nil } }

    /// How many labels or samples were measured.
    public var total: Int {
        switch self {
        case .classes(let matrix): matrix.total
        case .errors(let errors): errors.samples
        }
    }
}

/// How far a network's numbers are from their targets, in the targets' unit.
public struct ErrorSummary: Hashable, Sendable {
    /// How many samples were measured.
    public let samples: Int
    /// The mean over samples and outputs of the squared distance.
    public let meanSquaredError: Double
    /// The mean over samples and outputs of the distance.
    public let meanAbsoluteError: Double
    /// The mean squared error of the best answer that never changes: each output's mean target.
    public let baseline: Double
    /// The mean squared error of giving the input back as it came; nil unless noise was added to it.
    public let noiseError: Double?

    /// The root of the mean squared error: in the targets' own unit.
    public var rootMeanSquaredError: Double { meanSquaredError.squareRoot() }

    /// R², the share of the targets' variance that the network explains: 1 is perfect, 0 no better than the baseline.
    public var explained: Double { baseline > 0 ? 1 - meanSquaredError / baseline : 0 }
}

/// Adds errors up, sample by sample.
struct ErrorSum {
    private var samples = 0
    private var squares = 0.0
    private var distances = 0.0
    private var noiseSquares = 0.0
    private var targetSums: [Double]
    private var targetSquares: [Double]

    /// - Parameter outputs: how many numbers a sample has.
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

    /// - Parameter deviation: what a target of 1 stands for.
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
