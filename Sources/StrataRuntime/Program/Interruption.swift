#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ctrl-C (SIGINT) and SIGTERM, while a training runs: the first asks it to stop after the step it is at, the second ends
/// the process at once. Saving is atomic, so even that damages no file.
public enum Interruption {
    /// The signal that came, if one did.
    public static var received: Int32? {
        let signal = receivedSignal.pointee
        return signal == 0 ? nil : Int32(signal)
    }

    /// The exit code that a shell expects of a process ended by `signal`: 130 for SIGINT, 143 for SIGTERM.
    public static func exitCode(for signal: Int32) -> Int32 { 128 + signal }

    /// From now on a reader of the output that is gone is no reason for the process to end: Ctrl-C ends `| tee log` as well, and
    /// the training is still to be saved.
    public static func outliveReaders() { signal(SIGPIPE, SIG_IGN) }

    /// Runs `body` with the two signals caught. SIGXFSZ is ignored meanwhile: a file that may not grow further is an error to
    /// be reported, not the end of the process.
    public static func caught<Result>(during body: () throws -> Result) rethrows -> Result {
        receivedSignal.pointee = 0
        let handler: @convention(c) (Int32) -> Void = { number in
            if receivedSignal.pointee != 0 { _exit(128 + number) }
            receivedSignal.pointee = sig_atomic_t(number)
        }
        let before = [(SIGINT, handler), (SIGTERM, handler), (SIGXFSZ, SIG_IGN)].map { ($0, signal($0, $1)) }
        defer { for (number, old) in before { signal(number, old) } }
        return try body()
    }
}

/// Read and written by the handler, which may use nothing that allocates or locks; made before the first signal is caught.
nonisolated(unsafe) private let receivedSignal: UnsafeMutablePointer<sig_atomic_t> = {
    let flag = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)
    flag.initialize(to: 0)
    return flag
}()
