import SpecText

/// Upper limits on a network's costs.
public struct Budget: Sendable {
    public enum Item: String, Sendable, CaseIterable {
        /// Learned values, without those of auxiliary heads.
        case parameters
        /// Multiply-accumulates of one sample's forward pass.
        case multiplyAccumulates = "macs"
        /// Bytes that evaluating one sample takes.
        case inferenceMemory = "inference memory"
        /// Bytes that a training step takes.
        case trainingMemory = "training memory"

        public var isMemory: Bool { self == .inferenceMemory || self == .trainingMemory }
    }

    /// The limit of one item.
    public struct Limit: Sendable {
        public var value: Int
        public var span: Span
        /// Whether it comes from the project, for every spec that doesn't set its own.
        public var isOfProject = false
    }

    /// The limits that are set.
    public var limits: [Item: Limit] = [:]
    /// The items that are written, even if their limit can't be read.
    public var stated: Set<Item> = []

    public init() {}

    /// Adopts the limits of another budget for the items that aren't written here.
    public mutating func inherit(_ other: Budget, from file: Int) {
        for (item, limit) in other.limits where !stated.contains(item) {
            let span = Span(file: file, start: limit.span.start, end: limit.span.end)
            limits[item] = Limit(value: limit.value, span: span, isOfProject: true)
        }
    }
}
