import Foundation

/// `.strata.yml`, which says what a project wants to be told of its specs.
enum ProjectFile {
    /// The nearest one in a spec's folder or above, as the tool finds it.
    ///
    /// - Parameter root: the folder that it is looked for in at last; that of the whole system where nil.
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
