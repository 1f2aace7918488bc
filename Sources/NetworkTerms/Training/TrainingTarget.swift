/// What a network is to answer.
public enum TrainingTarget: String, Hashable, Sendable, CaseIterable {
    /// What the data says of each sample: its class, the classes of its pixels, or a number.
    case label
    /// The sample itself: an autoencoder's.
    case input
}
