/// The contents of a network's Swift source, and their access level.
public struct SourceOptions: Hashable, Sendable {
    /// Who may use the network's type.
    public enum Access: String, Hashable, Sendable, CaseIterable {
        case `public`
        case package
        case `internal`
    }

    /// The parts that are generated in addition to the network.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        /// The spec's training section, as the runtime's `TrainingOptions`.
        case training
        /// Every layer under its name, with its sizes.
        case layers
        /// The classes of the spec's data, as an enum.
        case classes
    }

    public var access: Access
    /// The type's name; nil if it follows from the model's.
    public var typeName: String?
    public var parts: Set<Part>

    public init(access: Access = .public, typeName: String? = nil, parts: Set<Part> = Set(Part.allCases)) {
        self.access = access
        self.typeName = typeName
        self.parts = parts
    }

    /// The access modifier of a declaration: `public `, or empty.
    var modifier: String { access == .internal ? "" : "\(access.rawValue) " }
}
