import Foundation
import SpecCompiler

/// Specs that are looked at again and again. One is checked when its own bytes, or those of an include, have changed.
struct SpecWatch {
    /// How often files are looked at.
    private static let pause = 0.3

    private var known: [String: [String: [UInt8]]] = [:]

    /// The specs that changed since they were last asked for, or that are gone.
    mutating func changed(_ paths: [String]) -> [String] {
        let gone = known.keys.filter { !paths.contains($0) }
        for path in gone { known[path] = nil }
        return paths.filter { path in
            guard let files = known[path] else { return true }
            return files.contains { Self.bytes($0.key) != $0.value }
        } + gone.sorted()
    }

    /// Notes what a check read.
    mutating func note(_ path: String, _ sources: [SourceFile]) {
        known[path] = Dictionary(sources.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }

    /// Notes a spec that could not be read.
    mutating func note(unread path: String) { known[path] = [path: Self.bytes(path)] }

    static func wait() { Thread.sleep(forTimeInterval: pause) }

    private static func bytes(_ path: String) -> [UInt8] {
        (try? ByteFile.read(path, atMost: YAMLLimits().bytes + 1)) ?? []
    }
}
