import Basics

extension DataPath {
    /// Returns a Swift expression for a path in a spec.
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
