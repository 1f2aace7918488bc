import Foundation

/// The files of this repository that tests look at. A file that is not there, or a folder without any, ends the test run: a test
/// would pass without its cases.
public enum Repository {
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The example specs, by the names of their files.
    public static var specs: [TextFile] { files(in: "Specs", suffix: ".strata.yaml") }

    /// The files below a folder, at any depth, in the order of their paths.
    public static func files(in folder: String, suffix: String) -> [TextFile] {
        let place = root.appendingPathComponent(folder)
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: place.path)) ?? []
        let files = paths.filter { path in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: place.appendingPathComponent(path).path, isDirectory: &isFolder)
            return path.hasSuffix(suffix) && exists && !isFolder.boolValue
        }
        precondition(
            !files.isEmpty, "the tests expect files of \(folder) that end with `\(suffix)`, and there are none")
        return files.sorted().map { TextFile(path: $0, text: text(of: "\(folder)/\($0)")) }
    }

    public static func text(of path: String) -> String {
        do {
            return String(decoding: try Data(contentsOf: root.appendingPathComponent(path)), as: UTF8.self)
        } catch {
            fatalError("the tests expect the file \(path): \(error)")
        }
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
