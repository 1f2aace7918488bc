/// How often samples of each class were predicted to be of each class.
public struct ConfusionMatrix: Hashable, Sendable {
    /// The number of classes.
    public let classes: Int
    /// The counts in row-major order: `counts[actual * classes + predicted]`.
    public private(set) var counts: [Int]

    /// Creates an empty matrix of at least one class.
    public init(classes: Int) {
        self.classes = max(1, classes)
        counts = Array(repeating: 0, count: self.classes * self.classes)
    }

    /// Counts one more sample of the class `actual` that was predicted to be `predicted`; both must be below `classes`.
    mutating func add(actual: Int, predicted: Int) {
        counts[actual * classes + predicted] += 1
    }

    /// Returns the number of samples of the class `actual` that were predicted to be `predicted`. As with an array, an
    /// index out of range stops the program.
    public func count(actual: Int, predicted: Int) -> Int { counts[actual * classes + predicted] }

    /// The number of samples.
    public var total: Int { counts.reduce(0, +) }

    /// The number of correct predictions.
    public var correct: Int { (0..<classes).reduce(0) { $0 + counts[$1 * classes + $1] } }

    /// The share of correct predictions; 0 if there are no samples.
    public var accuracy: Double { total == 0 ? 0 : Double(correct) / Double(total) }

    /// The interval that contains the accuracy on all possible samples with 95 % confidence, as far as the samples are
    /// independent: Wilson's score interval (1927, https://doi.org/10.1080/01621459.1927.10502953).
    public var interval: ClosedRange<Double> {
        guard total > 0 else { return 0...1 }
        let (count, share, z) = (Double(total), accuracy, 1.959964)
        let scale = 1 + z * z / count
        let center = (share + z * z / (2 * count)) / scale
        let half = z / scale * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
        return max(0, center - half)...min(1, center + half)
    }

    /// Returns the share of a class's samples that were predicted correctly; nil if there are none.
    public func recall(_ actual: Int) -> Double? {
        let row = (0..<classes).reduce(0) { $0 + count(actual: actual, predicted: $1) }
        return row == 0 ? nil : Double(count(actual: actual, predicted: actual)) / Double(row)
    }

    /// Returns the share of correct predictions among those of a class; nil if there are none.
    public func precision(_ predicted: Int) -> Double? {
        let column = (0..<classes).reduce(0) { $0 + count(actual: $1, predicted: predicted) }
        return column == 0 ? nil : Double(count(actual: predicted, predicted: predicted)) / Double(column)
    }

    /// The two classes that were confused most often; nil if every prediction is correct.
    public var worst: (actual: Int, predicted: Int, count: Int)? {
        var worst: (actual: Int, predicted: Int, count: Int)?
        for actual in 0..<classes {
            for predicted in 0..<classes where actual != predicted {
                let count = count(actual: actual, predicted: predicted)
                if count > (worst?.count ?? 0) { worst = (actual, predicted, count) }
            }
        }
        return worst
    }
}
