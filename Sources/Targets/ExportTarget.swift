import SizeInference

/// A language or format that networks are written in.
///
/// A target is a folder next to this file and an entry of ``ExportTargets/all``. Everything specific to it, from identifiers to
/// the names of its files, stays in its folder.
public protocol ExportTarget: Sendable {
    /// What a person calls it: `swift`.
    static var name: String { get }
    /// The endings of its files, the usual one first: `.swift`.
    static var suffixes: [String] { get }
    /// What starts a line of comment in its files: `//`.
    static var commentMarker: String { get }

    /// The files that express a network, in the order of their paths.
    ///
    /// - Throws: everything about the network that the target can't express.
    func files(for export: Export) throws(UnsupportedParts) -> [GeneratedFile]
}

/// A network to be written in the language or format of a target.
public struct Export: Sendable {
    public var network: SizedNetwork
    /// The spec's name in the files' first line.
    public var specPath: String
    /// How the paths of IDX files and tables are written.
    public var data: DataPath
    /// The type or graph's name; nil if it follows from the model's.
    public var typeName: String?

    public init(_ network: SizedNetwork, specPath: String, data: DataPath = .asWritten, typeName: String? = nil) {
        (self.network, self.specPath, self.data, self.typeName) = (network, specPath, data, typeName)
    }
}

/// The targets, by name and by file.
public enum ExportTargets {
    public static let all: [any ExportTarget.Type] = [SwiftTarget.self]

    /// The target that writes files with a path's ending; nil for any other path, such as a folder.
    public static func target(ofFile path: String) -> (any ExportTarget.Type)? {
        all.first { $0.suffixes.contains { path.hasSuffix($0) } }
    }
}
