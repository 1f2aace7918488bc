import COneDNN

/// How many OpenMP threads a plan uses: one for a small step, else every core that the process may run on, unless told
/// otherwise.
///
/// Measured in one round on 2 free cores (oneDNN 2.6.3, libgomp; median ms a step):
///
/// | network, batch | 1 thread | 2 that spin while they wait | 2 that sleep (`OMP_WAIT_POLICY=passive`) |
/// |---|---|---|---|
/// | LeNet, 32 | 1.50 | 0.91 | 2.14 |
/// | LeNet, 128 | 6.18 | 3.51 | 5.35 |
/// | 5-convolution CNN, 128 | 166 | 90 | 95 |
///
/// Spinning, libgomp's own way, is best throughout where the cores are free. Where they are not, it is a risk: beside one busy loop LeNet took 0.9 and 7.2 to 8.0 ms (one thread 1.5 and 6.5), and while builds and tests ran
/// up to 5.6 and 13.8 (one thread 1.7 and 7.6). One thread hardly notices such company. A small step has
/// little to gain in seconds and much to lose, so it gets one; a large one gets every core.
/// The count is never chosen by the load: results are equal to the bit only between runs of one thread count.
enum Threads {
    /// The multiply-accumulates of a batch's forward pass below which a step is small: LeNet-5 at a batch of 100.
    static let smallStep = 42e6

    /// - Throws: if `wish` is not between 1 and 1024.
    static func choose(_ wish: Int?, for graph: NetworkGraph, batch: Int) throws -> Int {
        guard let wish else { return graph.multiplyAccumulates(batch: batch) < smallStep ? 1 : preset }
        guard (1...1024).contains(wish) else { throw RuntimeError("threads must be from 1 to 1024, not \(wish)") }
        return wish
    }

    /// Sets the count for what the calling thread plans and executes.
    static func use(_ count: Int) {
        strata_onednn_set_threads(Int32(count))
    }

    /// Calls `body` with parts of `0..<count`, one a thread and each a whole number of cache lines of floats, at once.
    static func split(_ count: Int, threads: Int, _ body: (Range<Int>) -> Void) {
        // Below this a second thread costs more than it saves.
        let smallest = 16_384
        let parts = max(1, min(threads, count / smallest))
        guard parts > 1 else { return body(0..<count) }
        let share = ((count + parts - 1) / parts + 15) & ~15
        run(parts) { index in
            let start = min(index * share, count)
            body(start..<min(start + share, count))
        }
    }

    /// Calls `body` with each index below `count`, on as many threads as the plan that executes uses.
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

    /// What OpenMP itself would use: OMP_NUM_THREADS, or every core.
    private static let preset = max(1, Int(strata_onednn_threads()))
}

extension NetworkGraph {
    /// Of a batch's forward pass, about: every weight of a matrix or a kernel is used once a position of the output.
    fileprivate func multiplyAccumulates(batch: Int) -> Double {
        var total = 0.0
        for node in nodes {
            let weights = node.parameters.reduce(0) { $1.shape.count > 1 ? $0 + $1.count : $0 }
            total += Double(weights) * Double(node.output.height * node.output.width)
        }
        return total * Double(batch)
    }
}
