import Basics
import OperatingSystem

/// Measures how much of the processor a training's threads get. They wait for each other all the time, so a step takes
/// as long as the slowest of them, and a single thread beside a busy program is often several times faster than two.
struct ProcessorShare {
    private let threads: Int
    private let cores: Int
    private let time: () -> Double
    private var begun: (at: ContinuousClock.Instant, time: Double)?
    private var isDone = false

    /// Creates a measurement.
    ///
    /// - Parameters:
    ///   - threads: the number of the training's threads, more than one.
    ///   - cores: the number of the machine's cores.
    ///   - sleepsWhileWaiting: whether threads that wait sleep. They then use little time, whatever else is running.
    ///   - time: returns the seconds of processor time that the process has used.
    init(
        threads: Int, cores: Int = ProcessorTime.cores,
        sleepsWhileWaiting: Bool = Environment["OMP_WAIT_POLICY"]?.lowercased() == "passive",
        time: @escaping () -> Double = { ProcessorTime.seconds }
    ) {
        (self.threads, self.cores, self.time) = (threads, cores, time)
        isDone = sleepsWhileWaiting
    }

    /// Starts the measurement of an epoch.
    mutating func begin(at now: ContinuousClock.Instant) {
        if !isDone { begun = (now, time()) }
    }

    /// Returns a note, once, if the threads got little time in the first five seconds of an epoch.
    mutating func note(at now: ContinuousClock.Instant) -> String? {
        guard !isDone, let begun, now - begun.at >= .seconds(5) else { return nil }
        self.begun = nil
        let share = (time() - begun.time) / ((now - begun.at) / .seconds(1)) / Double(min(threads, cores))
        // Beside one busy program, two threads on two cores get two thirds.
        guard share < 0.75 else { return nil }
        isDone = true
        return "other programs keep the processor busy, so the \(threads) threads often wait for each other. "
            + "--threads 1 may be several times faster."
    }
}
