import Foundation

/// Runs programs.
public enum Shell {
    public struct Outcome: Sendable {
        /// The exit code, or the negative number of the signal that ended the program.
        public let code: Int32
        public let output: String
        public let errors: String
    }

    /// Runs a program to its end.
    ///
    /// - Parameter limit: after this time the program is killed, and the call throws. Whole builds need more than the default.
    public static func run(
        _ program: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
        within limit: Duration = .seconds(300)
    ) throws -> Outcome {
        try RunningProgram(program, arguments, in: folder, environment: environment).waitForExit(within: limit)
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
