import SpecText

/// What a network may cost at most.
public struct Budget: Sendable {
    public enum Item: String, Sendable, CaseIterable {
        /// Learnt values, auxiliary heads' left out.
        case parameters
        /// Multiply-accumulates of one sample's forward pass.
        case multiplyAccumulates = "macs"
        /// Bytes that answering for one sample takes.
        case inferenceMemory = "inference memory"
        /// Bytes that a training step takes.
        case trainingMemory = "training memory"

        public var isMemory: Bool { self == .inferenceMemory || self == .trainingMemory }
    }

    /// The most of one item.
    public struct Limit: Sendable {
        public var value: Int
        public var span: Span
        /// Whether it is the project's, for every spec that does not state its own.
        public var isOfProject = false
    }

    /// The most of each, where something is written for it.
    public var limits: [Item: Limit] = [:]
    /// What something is written for, also where it could not be read.
    public var stated: Set<Item> = []

    public init() {}

    /// Takes over what another budget limits, where nothing is stated here.
    public mutating func inherit(_ other: Budget, from file: Int) {
        for (item, limit) in other.limits where !stated.contains(item) {
            let span = Span(file: file, start: limit.span.start, end: limit.span.end)
            limits[item] = Limit(value: limit.value, span: span, isOfProject: true)
        }
    }
}
