/// Handles Ctrl-C (SIGINT), SIGTERM, a closed terminal (SIGHUP), and output that nobody reads anymore (SIGPIPE) during
/// long work: the first signal asks the work to stop at the next good place, and a second one ends the process
/// immediately, except for SIGHUP, which both the system and the shell may send, and SIGPIPE, which every write causes.
/// Files are saved atomically, so even an immediate end damages none.
///
/// A process that was started with SIGINT, SIGHUP, or SIGPIPE ignored keeps ignoring it: shells ignore SIGINT for a
/// script's background jobs, which the terminal's Ctrl-C isn't meant for, `nohup` ignores SIGHUP, and systemd ignores
/// SIGPIPE. SIGTERM is always handled, and none of the four stays blocked.
package enum Interruption {
    /// The first signal received, or nil if there was none.
    package static var received: Int32? {
        let signal = receivedSignal.pointee
        return signal == 0 ? nil : Int32(signal)
    }

    /// Returns the exit code that shells report for a process ended by `signal`: 130 for SIGINT, 143 for SIGTERM, 129
    /// for SIGHUP, and 141 for SIGPIPE.
    package static func exitCode(for signal: Int32) -> Int32 { 128 + signal }

    /// Waits for some time or until a signal arrives.
    package static func wait(milliseconds: Int) { poll(nil, 0, Int32(clamping: milliseconds)) }

    /// Keeps the process running when it writes although the reader of its output is gone, because it still has to say
    /// elsewhere how the work ended.
    package static func outliveReaders() { signal(SIGPIPE, SIG_IGN) }

    /// Runs `body` with these signals caught. SIGXFSZ is ignored meanwhile, so that exceeding the file size limit is an
    /// error to report and doesn't end the process.
    package static func caught<Result>(during body: () throws -> Result) rethrows -> Result {
        receivedSignal.pointee = 0
        let handler: Handler = { number in
            let first = Int32(receivedSignal.pointee)
            // Ctrl-C also ends `tee` in `| tee log`, which may be noticed before the signal arrives.
            if first == 0 || first == SIGPIPE && number != SIGPIPE {
                receivedSignal.pointee = sig_atomic_t(number)
            } else if number != SIGHUP, number != SIGPIPE {
                _exit(128 + number)
            }
        }
        let before = [
            (SIGINT, handler), (SIGHUP, handler), (SIGTERM, handler), (SIGPIPE, handler), (SIGXFSZ, SIG_IGN),
        ].map {
            (number: $0, handler: bits(signal($0, $1)))
        }
        for (number, old) in before where number != SIGTERM && old == bits(SIG_IGN) { signal(number, SIG_IGN) }
        var (signals, mask) = (sigset_t(), sigset_t())
        sigemptyset(&signals)
        for number in [SIGINT, SIGHUP, SIGTERM, SIGPIPE] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_UNBLOCK, &signals, &mask)
        defer {
            pthread_sigmask(SIG_SETMASK, &mask, nil)
            for (number, old) in before { signal(number, unsafeBitCast(old, to: Handler?.self)) }
        }
        return try body()
    }

    /// Ends the process by a signal with its default action, so that the parent process sees which signal ended it.
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

    /// Returns a handler as a number. `SIG_IGN` isn't a function, and Swift mistakes it for nil in a nested optional.
    private static func bits(_ handler: Handler?) -> Int { unsafeBitCast(handler, to: Int.self) }
}

/// The signal received, or 0. The handler reads and writes it, and must not allocate or lock, so it's allocated before
/// the first signal is caught.
nonisolated(unsafe) private let receivedSignal: UnsafeMutablePointer<sig_atomic_t> = {
    let flag = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)
    flag.initialize(to: 0)
    return flag
}()
