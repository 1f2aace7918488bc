import Basics

/// What the paths of IDX files and tables, which a spec gives as seen from its own folder, become in Swift source.
public enum DataPath: Hashable, Sendable {
    /// Paths as the spec has them, for a program that runs in the spec's folder.
    case asWritten
    /// Paths below this folder, the spec's in full: for source that stays on one machine.
    case below(String)
    /// Paths that begin at the source file, wherever it lies when it is compiled: the same text on every machine. The folder
    /// is the spec's as seen from the file's, and nothing where the two lie together.
    case fromSource(folder: String)

    /// An expression that gives a path of a spec.
    func expression(of path: String) -> String {
        guard !path.hasPrefix("/") else { return SwiftText.literal(path) }
        switch self {
        case .asWritten: return SwiftText.literal(path)
        case .below(let folder): return SwiftText.literal(Path.join(folder, path))
        case .fromSource(let folder):
            return "DataSource.path(\(SwiftText.literal(Path.join(folder, path))), from: #filePath)"
        }
    }
}
