import OperatingSystem
import SpecCompiler

/// The specs that `check --watch` polls. One is checked again when its bytes, or those of an include or of the
/// configuration file, have changed.
struct SpecWatch {
    /// The polling interval, in milliseconds.
    private static let pause = 300

    /// The files that a check of a spec reads.
    private struct Reading {
        /// The bytes of each file.
        var files: [String: [UInt8]]
        /// The path of the configuration file.
        var project: String?
    }

    private var known: [String: Reading] = [:]

    /// The specs that changed or were removed since the last call.
    mutating func changed(_ paths: [String]) -> [String] {
        let gone = known.keys.filter { !paths.contains($0) }
        for path in gone { known[path] = nil }
        return paths.filter { path in
            guard let known = known[path] else { return true }
            return known.project != ProjectFile.path(above: path)
                || known.files.contains { Self.bytes($0.key) != $0.value }
        } + gone.sorted()
    }

    /// Records the files that a check is about to read, so that changes during the check are detected after it.
    mutating func begin(_ path: String) {
        let project = ProjectFile.path(above: path)
        let files = [path, project].compactMap { $0 }.map { ($0, Self.bytes($0)) }
        known[path] = Reading(files: Dictionary(files, uniquingKeysWith: { first, _ in first }), project: project)
    }

    /// Records the other files that a check has read.
    mutating func note(_ path: String, _ sources: [SourceFile]) {
        known[path]?.files.merge(sources.map { ($0.path, $0.bytes) }, uniquingKeysWith: { _, read in read })
    }

    static func wait() { Interruption.wait(milliseconds: pause) }

    private static func bytes(_ path: String) -> [UInt8] {
        (try? File.read(path, atMost: YAMLLimits().bytes + 1)) ?? []
    }
}
