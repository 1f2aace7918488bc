import CTerminal
import Foundation

/// A program on a terminal of its own: what a person types goes in, what a person sees comes out.
public final class TerminalProgram {
    private let process: pid_t
    private var terminal: Int32
    private var isEnded = false
    /// All that the program has shown, and what the terminal echoed.
    public private(set) var screen = ""

    /// What Ctrl-C types; the terminal makes SIGINT of it.
    public static let controlC: UInt8 = 3

    public init(_ program: String, _ arguments: [String]) throws {
        var environment = ProcessInfo.processInfo.environment
        environment["TERM"] = "xterm"
        environment["NO_COLOR"] = "1"
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var terminal: Int32 = -1
        process = strata_start_on_terminal(NSTemporaryDirectory(), words, variables, &terminal)
        self.terminal = terminal
        guard process > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    deinit {
        guard process > 0 else { return }
        if !isEnded {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        if terminal >= 0 { close(terminal) }
    }

    public func type(_ byte: UInt8) {
        _ = withUnsafeBytes(of: byte) { write(terminal, $0.baseAddress, 1) }
    }

    /// Reads on until something holds; false where the program ends before, or a minute has passed.
    public func wait(until holds: (TerminalProgram) -> Bool) -> Bool {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if holds(self) { return true }
            guard read() else { return holds(self) }
        }
        return false
    }

    /// The program's exit code, or the negative number of the signal that ended it; nil where it goes on for a minute.
    public func waitForExit() -> Int32? {
        guard !wait(until: { _ in false }), hasHungUp else { return nil }
        var status: Int32 = 0
        guard waitpid(process, &status, 0) == process else { return nil }
        isEnded = true
        return Self.exitCode(of: status)
    }

    /// Closes the terminal, as one does a window, and waits for the exit code; nil where the program goes on for a minute.
    public func closeTerminal() -> Int32? {
        close(terminal)
        terminal = -1
        var status: Int32 = 0
        for _ in 0..<3000 {
            switch waitpid(process, &status, WNOHANG) {
            case process:
                isEnded = true
                return Self.exitCode(of: status)
            case 0: usleep(20_000)
            default: return nil
            }
        }
        return nil
    }

    private static func exitCode(of status: Int32) -> Int32 {
        status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    }

    /// Whether a signal was sent that the program has not taken yet.
    public var hasPendingSignal: Bool {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        return status.split(separator: "\n").contains { line in
            (line.hasPrefix("ShdPnd:") || line.hasPrefix("SigPnd:")) && line.contains(/[1-9a-f]0*$/)
        }
    }

    private var hasHungUp = false

    /// Takes what was shown meanwhile; false once nobody has the terminal open any more.
    private func read() -> Bool {
        var poll = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard Foundation.poll(&poll, 1, 20) > 0 else { return true }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Foundation.read(terminal, &bytes, bytes.count)
        guard count > 0 else {
            hasHungUp = errno != EINTR
            return !hasHungUp
        }
        screen += String(decoding: bytes[..<count], as: UTF8.self)
        return true
    }
}
