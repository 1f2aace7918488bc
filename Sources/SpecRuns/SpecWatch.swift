import OperatingSystem
import SpecCompiler

/// Specs that are looked at again and again. One is checked when its own bytes, or those of an include or of the project's
/// file, have changed.
struct SpecWatch {
    /// How often files are looked at, in milliseconds.
    private static let pause = 300

    /// What a check of a spec reads.
    private struct Reading {
        /// The bytes of each file.
        var files: [String: [UInt8]]
        /// Where the project's file is.
        var project: String?
    }

    private var known: [String: Reading] = [:]

    /// The specs that changed since they were last asked for, or that are gone.
    mutating func changed(_ paths: [String]) -> [String] {
        let gone = known.keys.filter { !paths.contains($0) }
        for path in gone { known[path] = nil }
        return paths.filter { path in
            guard let known = known[path] else { return true }
            return known.project != ProjectFile.path(above: path)
                || known.files.contains { Self.bytes($0.key) != $0.value }
        } + gone.sorted()
    }

    /// Notes what a check is about to read. What changes while it runs is seen afterwards.
    mutating func begin(_ path: String) {
        let project = ProjectFile.path(above: path)
        let files = [path, project].compactMap { $0 }.map { ($0, Self.bytes($0)) }
        known[path] = Reading(files: Dictionary(files, uniquingKeysWith: { first, _ in first }), project: project)
    }

    /// Notes what a check has read besides.
    mutating func note(_ path: String, _ sources: [SourceFile]) {
        known[path]?.files.merge(sources.map { ($0.path, $0.bytes) }, uniquingKeysWith: { _, read in read })
    }

    static func wait() { Interruption.wait(milliseconds: pause) }

    private static func bytes(_ path: String) -> [UInt8] {
        (try? File.read(path, atMost: YAMLLimits().bytes + 1)) ?? []
    }
}
