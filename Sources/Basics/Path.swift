/// Operations on the text of paths, which don't access the file system.
package enum Path {
    /// Returns the last part.
    package static func fileName(of path: some StringProtocol) -> String {
        path.split { $0 == "/" }.last.map { String($0) } ?? String(path)
    }

    /// Returns all but the last part; an empty string for a file in the current folder.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Returns the path of a name in a folder; an empty folder means the current one.
    package static func join(_ folder: String, _ name: some StringProtocol) -> String {
        folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
