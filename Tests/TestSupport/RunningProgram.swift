import Foundation

/// A program under way. What it writes goes to files, so that no pipe fills up.
///
/// It never outlives this object, and nothing that it started outlives a time limit: they share a process group.
public final class RunningProgram {
    private let process = Process()
    private let place: TemporaryFolder
    private let ended = DispatchSemaphore(value: 0)

    /// A program that had not ended in time, and was killed.
    public struct Overdue: Error, CustomStringConvertible {
        public let description: String
    }

    /// - Parameters:
    ///   - environment: variables beside those of the test run.
    ///   - blockedSignals: signals that don't reach the program; none, as in a terminal.
    public init(
        _ program: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
        blocking blockedSignals: [Int32] = []
    ) throws {
        place = try TemporaryFolder()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["XDG_CACHE_HOME": Shell.buildFolder.appendingPathComponent("test-cache").path]) { $1 }
            .merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: place.write("", to: "output")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: place.write("", to: "errors")))
        process.terminationHandler = { [ended] _ in ended.signal() }
        try Self.run(process, blocking: blockedSignals)
    }

    deinit { if process.isRunning { killGroup() } }

    /// Tests run on threads that signals don't reach, and in the background of a shell they ignore Ctrl-C; a program would
    /// inherit both.
    private static func run(_ process: Process, blocking signals: [Int32]) throws {
        interruptIsHeard
        var (mask, before) = (sigset_t(), sigset_t())
        sigemptyset(&mask)
        for signal in signals { sigaddset(&mask, signal) }
        pthread_sigmask(SIG_SETMASK, &mask, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        // Foundation for Linux has crashed where many threads start programs at once.
        try starting.withLock { try process.run() }
    }

    private static let starting = NSLock()
    private static let interruptIsHeard: Void = { _ = signal(SIGINT, SIG_DFL) }()

    public var isRunning: Bool { process.isRunning }

    /// What the program has written so far.
    public func output() throws -> String { try text("output") }

    /// What the program has written so far to the standard error.
    public func errors() throws -> String { try text("errors") }

    private func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: place.url.appendingPathComponent(name)), as: UTF8.self)
    }

    public func send(_ signal: Int32) {
        if process.isRunning { kill(process.processIdentifier, signal) }
    }

    /// Waits for the program's end.
    ///
    /// - Throws: `Overdue` where that takes longer than the limit; the program and all that it started are killed then.
    public func waitForExit(within limit: Duration) throws -> Shell.Outcome {
        if ended.wait(timeout: .now() + limit / .seconds(1)) == .timedOut {
            let command = ([process.executableURL?.path ?? ""] + (process.arguments ?? [])).joined(separator: " ")
            killGroup()
            throw Overdue(
                description: """
                    killed after \(limit): \(command)
                    \(try output().suffix(2000))\(try errors().suffix(2000))
                    """)
        }
        ended.signal()
        return Shell.Outcome(
            code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try output(), errors: try errors())
    }

    /// Kills the program and all that it started, which `Process` puts into a group of its own.
    private func killGroup() {
        if kill(-process.processIdentifier, SIGKILL) != 0 { kill(process.processIdentifier, SIGKILL) }
    }
}
