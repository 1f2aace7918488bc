/// How often each class was taken for which.
public struct ConfusionMatrix: Hashable, Sendable {
    /// How many classes there are.
    public let classes: Int
    /// Row by row: `counts[actual * classes + predicted]`.
    public private(set) var counts: [Int]

    /// A matrix without samples yet; of at least one class.
    public init(classes: Int) {
        self.classes = max(1, classes)
        counts = Array(repeating: 0, count: self.classes * self.classes)
    }

    /// Counts one more sample of the class `actual` taken for `predicted`; both below `classes`.
    mutating func add(actual: Int, predicted: Int) {
        counts[actual * classes + predicted] += 1
    }

    /// How many samples of the class `actual` were taken for `predicted`. As with an array, a class that is not there ends the
    /// program.
    public func count(actual: Int, predicted: Int) -> Int { counts[actual * classes + predicted] }

    /// All samples counted.
    public var total: Int { counts.reduce(0, +) }

    /// Those taken for what they are.
    public var correct: Int { (0..<classes).reduce(0) { $0 + counts[$1 * classes + $1] } }

    /// The share of samples taken for what they are; 0 if there are none.
    public var accuracy: Double { total == 0 ? 0 : Double(correct) / Double(total) }

    /// Of the samples of a class, the share that was recognised; nil if there are none.
    public func recall(_ actual: Int) -> Double? {
        let row = (0..<classes).reduce(0) { $0 + count(actual: actual, predicted: $1) }
        return row == 0 ? nil : Double(count(actual: actual, predicted: actual)) / Double(row)
    }

    /// Of the samples taken for a class, the share that is of it; nil if there are none.
    public func precision(_ predicted: Int) -> Double? {
        let column = (0..<classes).reduce(0) { $0 + count(actual: $1, predicted: predicted) }
        return column == 0 ? nil : Double(count(actual: predicted, predicted: predicted)) / Double(column)
    }

    /// The pair of different classes that was confused most often, if any was.
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
