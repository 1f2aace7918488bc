import Foundation
import TestSupport

/// Watches a program's system calls, and makes one of them the program's last or its misfortune.
struct Strace {
    let program: String
    let arguments: [String]
    /// Only calls that name one of these, or a descriptor of one, are looked at and counted.
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

    /// The calls of a run that nothing disturbs.
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
    /// - Returns: nil where that call did not come.
    func run(_ fault: String, at call: SystemCall) throws -> Shell.Outcome? {
        let (outcome, log) = try run(["-e", "inject=\(call.name):\(fault):when=\(call.ordinal)"])
        let happened =
            fault.hasPrefix("signal") ? outcome.code == -SIGKILL : log.contains { $0.hasSuffix("(INJECTED)") }
        return happened ? outcome : nil
    }
}

/// One call of a program, and how it is told from the others of its name.
struct SystemCall: CustomStringConvertible {
    let name: String
    /// The how-manieth of its name it is, from 1.
    let ordinal: Int
    /// As strace shows it.
    let text: String

    var description: String { "\(text.prefix(150)) [\(name) \(ordinal)]" }

    /// The first path in it, its own or that of its descriptor.
    var path: String? {
        (text.firstMatch(of: /^[a-z0-9_]+\([0-9]+<([^>]*)>/)?.1 ?? text.firstMatch(of: /"([^"]*)"/)?.1).map(String.init)
    }

    /// Whether it could change a file, or end what does.
    var changesFiles: Bool {
        let text = self.text
        return ["creat", "flock", "close", "fsync", "fdatasync"].contains(name)
            || name.contains(/write|truncate|rename|unlink|link|allocate/) && name != "readlink" && name != "readlinkat"
            || name.hasPrefix("open") && text.contains(/O_WRONLY|O_RDWR|O_DIRECTORY/)
    }

    /// Whether nothing can be taken for saved without it: a file may be kept open, unlocked, or stay behind empty.
    var isNeeded: Bool { changesFiles && !["flock", "close"].contains(name) && !name.hasPrefix("unlink") }
}
