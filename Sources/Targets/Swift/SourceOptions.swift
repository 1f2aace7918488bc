/// What the Swift source of a network shows of it, and to whom.
public struct SourceOptions: Hashable, Sendable {
    /// Who may use the network's type.
    public enum Access: String, Hashable, Sendable, CaseIterable {
        case `public`
        case package
        case `internal`
    }

    /// What is written beside the network itself.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        /// The spec's training section, as the runtime's `TrainingOptions`.
        case training
        /// Every layer under its name, with its sizes.
        case layers
        /// The classes of the spec's data, as an enum.
        case classes
    }

    public var access: Access
    /// The type's name, where it is not to follow from the model's.
    public var typeName: String?
    public var parts: Set<Part>

    public init(access: Access = .public, typeName: String? = nil, parts: Set<Part> = Set(Part.allCases)) {
        self.access = access
        self.typeName = typeName
        self.parts = parts
    }

    /// What stands before a declaration: `public `, or nothing.
    var modifier: String { access == .internal ? "" : "\(access.rawValue) " }
}
