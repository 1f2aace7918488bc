import Foundation
import TestSupport

/// Traces a program's system calls, and can make one of them fail or kill the program.
struct Strace {
    let program: String
    let arguments: [String]
    /// Only calls that refer to one of these paths, by name or by descriptor, are traced and counted.
    let paths: [String]

    private func run(_ options: [String]) throws -> (outcome: Shell.Outcome, log: [String]) {
        let folder = try TemporaryFolder()
        let log = folder.url.appendingPathComponent("calls").path
        let outcome = try Shell.run(
            try Tracing.program(),
            ["-f", "-qq", "-y", "-o", log, "-e", "trace=all", "-e", "signal=none"] + paths.flatMap { ["-P", $0] }
                + options + [program] + arguments)
        let text = try String(contentsOfFile: log, encoding: .utf8)
        return (outcome, text.split(separator: "\n").map(String.init))
    }

    /// Returns the calls of an undisturbed run.
    func calls() throws -> [SystemCall] {
        let (outcome, log) = try run([])
        guard outcome.code == 0 else { throw SmallTraining.Failure(description: outcome.errors) }
        var counts: [String: Int] = [:]
        return log.compactMap { line in
            guard let match = line.firstMatch(of: /^[0-9]+ +([a-z0-9_]+)\((.*)$/) else { return nil }
            let name = String(match.1)
            counts[name, default: 0] += 1
            return SystemCall(name: name, ordinal: counts[name] ?? 0, text: "\(name)(\(match.2)")
        }
    }

    /// Runs the program with a fault at one call: `signal=KILL`, `error=ENOSPC`.
    ///
    /// - Returns: nil if the program didn't make that call.
    func run(_ fault: String, at call: SystemCall) throws -> Shell.Outcome? {
        let (outcome, log) = try run(["-e", "inject=\(call.name):\(fault):when=\(call.ordinal)"])
        let happened =
            fault.hasPrefix("signal") ? outcome.code == -SIGKILL : log.contains { $0.hasSuffix("(INJECTED)") }
        return happened ? outcome : nil
    }
}

/// One system call of a program, distinguished from others with the same name.
struct SystemCall: CustomStringConvertible {
    let name: String
    /// Its position among the calls with the same name, from 1.
    let ordinal: Int
    /// The call as strace prints it.
    let text: String

    var description: String { "\(text.prefix(150)) [\(name) \(ordinal)]" }

    /// The first path in the call, either an argument or a descriptor's.
    var path: String? {
        (text.firstMatch(of: /^[a-z0-9_]+\([0-9]+<([^>]*)>/)?.1 ?? text.firstMatch(of: /"([^"]*)"/)?.1).map(String.init)
    }

    /// Whether the call could change a file or complete a change.
    var changesFiles: Bool {
        let text = self.text
        return ["creat", "flock", "close", "fsync", "fdatasync"].contains(name)
            || name.contains(/write|truncate|rename|unlink|link|allocate/) && name != "readlink" && name != "readlinkat"
            || name.hasPrefix("open") && text.contains(/O_WRONLY|O_RDWR|O_DIRECTORY/)
    }

    /// Whether a save can't succeed without the call. (It can if a file stays open or unlocked, or an empty one is left
    /// behind.)
    var isNeeded: Bool { changesFiles && !["flock", "close"].contains(name) && !name.hasPrefix("unlink") }
}
