import Foundation

/// `.strata.yml`, a project's configuration of what Strata reports about its specs.
enum ProjectFile {
    /// Finds the nearest one in the spec's folder or above, the same way as the tool.
    ///
    /// - Parameter root: The last folder to look in; the file system's root if nil.
    static func find(above spec: URL, within root: URL?) -> URL? {
        let last = root?.resolvingSymlinksInPath().pathComponents ?? ["/"]
        var folder = spec.deletingLastPathComponent().resolvingSymlinksInPath().standardizedFileURL
        while folder.pathComponents.starts(with: last) {
            let file = folder.appendingPathComponent(".strata.yml")
            if FileManager.default.fileExists(atPath: file.path) { return file }
            guard folder.pathComponents.count > 1 else { return nil }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
