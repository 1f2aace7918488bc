/// How tensors are joined.
public enum Joining: String, Hashable, Sendable, CaseIterable {
    /// Channels after each other, the current tensor's first.
    case concat
    /// Value by value, of one size.
    case add
    /// Value by value; a map of one pixel scales whole channels.
    case multiply

    /// The word for each in a spec.
    public static let words = allCases.map(\.rawValue)
}
