import Foundation

/// The files of this repository that tests look at.
public enum Repository {
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The example specs, by the names of their files.
    public static var specs: [TextFile] { files(in: "Specs", suffix: ".strata.yaml") }

    /// The files below a folder, at any depth, in the order of their paths.
    public static func files(in folder: String, suffix: String) -> [TextFile] {
        let folder = root.appendingPathComponent(folder)
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return paths.filter { $0.hasSuffix(suffix) }.sorted().compactMap { path in
            (try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)).map {
                TextFile(path: path, text: $0)
            }
        }
    }

    public static func text(of path: String) -> String {
        (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
    }
}

public struct TextFile: Sendable, CustomStringConvertible {
    public let path: String
    public let text: String

    public init(path: String, text: String) {
        (self.path, self.text) = (path, text)
    }

    public var description: String { path }
}
