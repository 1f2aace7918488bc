import SizeInference

/// Swift for Strata's runtime: the source of one network, or a package that trains it.
public struct SwiftTarget: ExportTarget {
    public enum Form: Hashable, Sendable {
        /// One file, with the network and how it is trained.
        ///
        /// - Parameter isSigned: whether it is checked in, and edits are detected before they would be lost.
        case source(SourceOptions, isSigned: Bool)
        /// A manifest, the network, how it is trained, and a small main.
        case package(PackageSource.Runtime)
    }

    public static let name = "swift"
    public static let suffixes = [".swift"]
    public static let commentMarker = "//"

    public var form: Form

    public init(_ form: Form) { self.form = form }

    /// Swift can express every network.
    public func files(for export: Export) throws(UnsupportedParts) -> [GeneratedFile] {
        switch form {
        case .source(let options, let isSigned):
            let options = options.named(export.typeName)
            let text = SwiftSource.generate(
                export.network, specPath: export.specPath, options: options, data: export.data)
            let path = NetworkSource.typeName(of: export.network, options) + Self.suffixes[0]
            return [GeneratedFile(path: path, text: text, owner: isSigned ? .strata : .build)]
        case .package(let runtime):
            return PackageSource.generate(
                export.network, specPath: export.specPath, runtime: runtime, data: export.data)
        }
    }

    /// The source of a spec that is checked in next to it: `digits.strata.swift` for `digits.strata.yaml`.
    public static func path(besides stem: String) -> String { "\(stem).strata\(suffixes[0])" }
}

extension SourceOptions {
    fileprivate func named(_ name: String?) -> SourceOptions {
        var options = self
        options.typeName = name ?? typeName
        return options
    }
}
