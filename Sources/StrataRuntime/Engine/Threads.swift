import Basics
import COneDNN
import OperatingSystem

/// The number of OpenMP threads that a plan uses: by default one for a small step, otherwise every core available to
/// the process.
///
/// Measured in one round on 2 idle cores (oneDNN 2.6.3, libgomp; median ms per step):
///
/// | network, batch | 1 thread | 2 that spin while waiting | 2 that sleep (`OMP_WAIT_POLICY=passive`) |
/// |---|---|---|---|
/// | LeNet, 32 | 1.50 | 0.91 | 2.14 |
/// | LeNet, 128 | 6.18 | 3.51 | 5.35 |
/// | 5-convolution CNN, 128 | 166 | 90 | 95 |
///
/// Spinning, libgomp's default, is always best while the cores are idle, and risky while they aren't: next to one busy
/// loop, LeNet took 0.9 and 7.2 to 8.0 ms (one thread: 1.5 and 6.5), and while builds and tests were running, up to 5.6
/// and 13.8 ms (one thread: 1.7 and 7.6). One thread is hardly affected by other processes. A small step has little to
/// gain and much to lose, so it gets one thread; a large step gets every core.
///
/// The count never depends on the load, because results are bit-identical only between runs with the same number of
/// threads.
enum Threads {
    /// A step is small if the forward pass takes fewer multiply-accumulates than this: LeNet-5 at a batch of 100.
    static let smallStep = 42e6

    /// Returns the requested number of threads, or the default for a network and a batch size.
    ///
    /// - Throws: `RuntimeError` if `requested` is not between 1 and 1024, or more than OpenMP runs in parallel.
    static func choose(_ requested: Int?, for graph: NetworkGraph, batch: Int) throws -> Int {
        guard let requested else {
            let count = graph.multiplyAccumulates(batch: batch) < smallStep ? 1 : available
            return Int(strata_onednn_team(Int32(clamping: count)))
        }
        guard (1...1024).contains(requested) else {
            throw RuntimeError("the number of threads must be between 1 and 1024, not \(requested)")
        }
        let team = Int(strata_onednn_team(Int32(requested)))
        guard team == requested else { throw tooMany(requested, limit: team) }
        return requested
    }

    private static func tooMany(_ requested: Int, limit: Int) -> RuntimeError {
        // Only for the message: what they allow was measured.
        let variables = ["OMP_THREAD_LIMIT", "OMP_MAX_ACTIVE_LEVELS"].compactMap { name in
            Environment[name].map { "\(name)=\($0)" }
        }
        return RuntimeError(
            "\(counted(requested, "thread")) can't run in parallel: the environment allows only \(limit)",
            advice: variables.isEmpty
                ? "Use --threads \(limit)."
                : "Unset \(variables.joined(separator: " and ")), or use --threads \(limit).")
    }

    /// Sets the number of threads for everything that the calling thread plans and executes.
    static func use(_ count: Int) {
        strata_onednn_set_threads(Int32(count))
    }

    /// Calls `body` in parallel with parts of `0..<count`, one per thread, each a whole number of cache lines of
    /// floats.
    static func split(_ count: Int, threads: Int, _ body: (Range<Int>) -> Void) {
        // For smaller parts, another thread costs more than it saves.
        let smallest = 16_384
        let parts = max(1, min(threads, count / smallest))
        guard parts > 1 else { return body(0..<count) }
        let share = ((count + parts - 1) / parts + 15) & ~15
        run(parts) { index in
            let start = min(index * share, count)
            body(start..<min(start + share, count))
        }
    }

    /// Calls `body` with each index below `count`, on as many threads as the running plan uses.
    static func share(_ count: Int, _ body: (Int) -> Void) {
        let threads = min(count, Int(strata_onednn_threads()))
        run(threads) { thread in
            for index in stride(from: thread, to: count, by: threads) { body(index) }
        }
    }

    private static func run(_ threads: Int, _ body: (Int) -> Void) {
        guard threads > 1 else { return body(0) }
        withoutActuallyEscaping(body) { body in
            var job = Job(body: body)
            withUnsafeMutablePointer(to: &job) { pointer in
                strata_onednn_parallel(
                    Int32(threads),
                    { index, context in
                        context?.assumingMemoryBound(to: Job.self).pointee.body(Int(index))
                    }, pointer)
            }
        }
    }

    private struct Job {
        let body: (Int) -> Void
    }

    /// The number of threads that OpenMP itself would use: `OMP_NUM_THREADS`, or every core.
    private static let available = max(1, Int(strata_onednn_threads()))
}

extension NetworkGraph {
    /// Estimates the multiply-accumulates of a batch's forward pass: every weight of a matrix or kernel is used once
    /// for each position of the output.
    fileprivate func multiplyAccumulates(batch: Int) -> Double {
        var total = 0.0
        for node in nodes {
            let weights = node.parameters.reduce(0) { $1.shape.count > 1 ? $0 + $1.count : $0 }
            total += Double(weights) * Double(node.output.height * node.output.width)
        }
        return total * Double(batch)
    }
}
