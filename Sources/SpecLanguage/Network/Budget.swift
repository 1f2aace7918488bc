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

    /// The most of each, where something is written for it.
    public var limits: [Item: Located<Int>] = [:]
}
