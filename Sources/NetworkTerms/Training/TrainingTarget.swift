/// The values that a network learns to output.
public enum TrainingTarget: String, Hashable, Sendable, CaseIterable {
    /// The label of each sample in the data: its class, the classes of its pixels, or a number.
    case label
    /// The sample itself, for an autoencoder.
    case input
}
