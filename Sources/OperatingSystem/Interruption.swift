/// Ctrl-C (SIGINT), SIGTERM and a terminal that is gone (SIGHUP), while work is under way: the first asks it to stop at the
/// next good place, a second one ends the process at once, but for SIGHUP: the system and the shell may each send one. Files
/// are saved atomically, so even that damages none.
///
/// A process that was started with SIGINT or SIGHUP ignored goes on ignoring it: shells do the one to a script's background
/// jobs, which the terminal's Ctrl-C is not meant for, and `nohup` does the other. SIGTERM always counts, and none stays
/// blocked.
package enum Interruption {
    /// The signal that came, if one did.
    package static var received: Int32? {
        let signal = receivedSignal.pointee
        return signal == 0 ? nil : Int32(signal)
    }

    /// The exit code that a shell expects of a process ended by `signal`: 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP.
    package static func exitCode(for signal: Int32) -> Int32 { 128 + signal }

    /// Waits for some time, or until a signal comes.
    package static func wait(milliseconds: Int) { poll(nil, 0, Int32(clamping: milliseconds)) }

    /// From now on a reader of the output that is gone is no reason for the process to end: Ctrl-C ends `| tee log` as well, and
    /// the work is still to be saved.
    package static func outliveReaders() { signal(SIGPIPE, SIG_IGN) }

    /// Runs `body` with these signals caught. SIGXFSZ is ignored meanwhile: a file that may not grow further is an error to
    /// be reported, not the end of the process.
    package static func caught<Result>(during body: () throws -> Result) rethrows -> Result {
        receivedSignal.pointee = 0
        let handler: Handler = { number in
            if receivedSignal.pointee != 0 {
                if number != SIGHUP { _exit(128 + number) }
                return
            }
            receivedSignal.pointee = sig_atomic_t(number)
        }
        let before = [(SIGINT, handler), (SIGHUP, handler), (SIGTERM, handler), (SIGXFSZ, SIG_IGN)].map {
            (number: $0, handler: bits(signal($0, $1)))
        }
        for (number, old) in before where number != SIGTERM && old == bits(SIG_IGN) { signal(number, SIG_IGN) }
        var (heard, mask) = (sigset_t(), sigset_t())
        sigemptyset(&heard)
        for number in [SIGINT, SIGHUP, SIGTERM] { sigaddset(&heard, number) }
        pthread_sigmask(SIG_UNBLOCK, &heard, &mask)
        defer {
            pthread_sigmask(SIG_SETMASK, &mask, nil)
            for (number, old) in before { signal(number, unsafeBitCast(old, to: Handler?.self)) }
        }
        return try body()
    }

    /// Ends the process as a signal does that nobody catches, so that whoever started it sees by what it ended.
    package static func end(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        var only = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, number)
        pthread_sigmask(SIG_UNBLOCK, &only, nil)
        raise(number)
        exit(exitCode(for: number))
    }

    private typealias Handler = @convention(c) (Int32) -> Void

    /// A handler as a number. `SIG_IGN` is no function, and Swift takes it for nil where one optional lies in another.
    private static func bits(_ handler: Handler?) -> Int { unsafeBitCast(handler, to: Int.self) }
}

/// Read and written by the handler, which may use nothing that allocates or locks; made before the first signal is caught.
nonisolated(unsafe) private let receivedSignal: UnsafeMutablePointer<sig_atomic_t> = {
    let flag = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)
    flag.initialize(to: 0)
    return flag
}()
