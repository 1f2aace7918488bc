import Foundation

/// Work that has to be over in no time.
public enum Timed {
    private static let limit = Duration.seconds(300)
    private static let watchdogs = DispatchQueue(label: "strata.tests.watchdogs")

    /// Does the work, and gives with its result how long a processor was busy with it: other work on the machine doesn't count.
    ///
    /// Work that never ends would hold up all other tests: after five minutes the whole run ends, and says with what.
    ///
    /// - Parameter name: what to call the work then.
    public static func run<Result>(
        _ name: @autoclosure () -> String, _ work: () throws -> Result
    ) rethrows -> (result: Result, time: Duration) {
        let name = name()
        let watchdog = DispatchWorkItem { fatalError("not over after \(limit): \(name)") }
        watchdogs.asyncAfter(deadline: .now() + limit / .seconds(1), execute: watchdog)
        defer { watchdog.cancel() }
        let start = busyTime
        let result = try work()
        return (result, busyTime - start)
    }

    /// How long a processor was busy with this thread.
    private static var busyTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
