import Foundation

/// Runs programs.
public enum Shell {
    public struct Outcome: Sendable {
        public let code: Int32
        public let output: String
        public let errors: String
    }

    /// Runs a program to its end. Its output goes through files, so that no pipe fills up.
    public static func run(
        _ program: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
    ) throws -> Outcome {
        let place = try TemporaryFolder()
        let output = place.url.appendingPathComponent("output")
        let errors = place.url.appendingPathComponent("errors")
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["XDG_CACHE_HOME": buildFolder.appendingPathComponent("test-cache").path]) { $1 }
            .merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    /// Where a program of this name is found in `PATH`.
    public static func find(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The folder in which this test run was built: `.build/debug`.
    public static var buildFolder: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    }

    /// What tells `swiftc` where `StrataRuntime` lies, and the C that it is built on.
    public static var runtimeFlags: [String] {
        let sources = Repository.root.appendingPathComponent("Sources").path
        let shims = ["COneDNN", "CKernels"].flatMap { shim in
            let map = buildFolder.appendingPathComponent("\(shim).build/module.modulemap").path
            return ["-I", "\(sources)/\(shim)/include", "-Xcc", "-fmodule-map-file=\(map)"]
        }
        return ["-I", buildFolder.appendingPathComponent("Modules").path, "-I", "\(sources)/CZlib"] + shims
    }
}

/// A folder that is removed when nobody needs it any more.
public final class TemporaryFolder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("strata-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file, and gives its path.
    public func write(_ text: String, to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
