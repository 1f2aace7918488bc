import Foundation

/// What a build needs to know about a spec before it can read it: what it includes, and whether it is a network.
///
/// This type looks at lines, whereas the compiler parses YAML. Where the two differ (a key in braces or with an escape), the
/// build step names the include that the build didn't know about.
struct SpecFile {
    static let suffix = ".strata.yaml"

    let url: URL
    /// The spec's keys, each with the lines below it.
    private let sections: [(key: String, lines: [Substring])]

    /// The file's name without `.strata.yaml`.
    var name: String { String(url.lastPathComponent.dropLast(Self.suffix.count)) }

    /// Whether it contains only blocks for other specs to include, and no network.
    var isOnlyBlocks: Bool {
        let keys = Set(sections.map(\.key))
        return keys.contains(SpecSections.define) && keys.isSubset(of: SpecSections.ofBlocks)
    }

    /// The included files that exist. The build step reports missing ones as findings; they don't fail the build's setup.
    let includes: [URL]

    init(_ url: URL) {
        self.url = url
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        var sections: [(key: String, lines: [Substring])] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if let first = line.first, first.isLetter || first == "\"" || first == "'",
                let colon = line.firstIndex(of: ":")
            {
                let key = line[..<colon].filter { $0 != "\"" && $0 != "'" && $0 != " " }
                sections.append((key, [line[line.index(after: colon)...]]))
            } else if !sections.isEmpty {
                sections[sections.count - 1].lines.append(line)
            }
        }
        self.sections = sections
        let folder = url.deletingLastPathComponent()
        includes = sections.filter { $0.key == SpecSections.include }.flatMap(\.lines).flatMap(Self.paths)
            .map { folder.appendingPathComponent($0) }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// The paths in `a.yaml`, `- a.yaml  # a comment` or `[a.yaml, "b.yaml"]`.
    private static func paths(in line: Substring) -> [String] {
        var text = line
        if let comment = text.range(of: " #") { text = text[..<comment.lowerBound] }
        if text.first == "#" { return [] }
        return text.split { "[],".contains($0) }.compactMap { part in
            var path = part.trimmingCharacters(in: .whitespaces)
            if path.hasPrefix("- ") { path = path.dropFirst(2).trimmingCharacters(in: .whitespaces) }
            path = path.trimmingCharacters(in: CharacterSet(charactersIn: "\"'"))
            return path.isEmpty || path == "-" || path.contains("..") || path.hasPrefix("/") ? nil : path
        }
    }
}
