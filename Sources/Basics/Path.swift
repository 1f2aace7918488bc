/// What the text of a path says, whatever is there.
package enum Path {
    /// The last part.
    package static func fileName(of path: some StringProtocol) -> String {
        path.split { $0 == "/" }.last.map { String($0) } ?? String(path)
    }

    /// All but the last part; nothing for a file in the current folder.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path of something in a folder; an empty one is the current folder.
    package static func join(_ folder: String, _ name: some StringProtocol) -> String {
        folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
