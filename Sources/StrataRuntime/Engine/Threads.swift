import COneDNN

/// How many OpenMP threads a plan uses.
enum Threads {
    /// - Throws: if `wish` is not between 1 and 1024.
    static func choose(_ wish: Int?) throws -> Int {
        guard let wish else { return preset }
        guard (1...1024).contains(wish) else { throw RuntimeError("threads must be from 1 to 1024, not \(wish)") }
        return wish
    }

    /// Sets the count for what the calling thread plans and executes.
    static func use(_ count: Int) {
        onednn_set_threads(Int32(count))
    }

    /// What OpenMP itself would use: OMP_NUM_THREADS, or every core.
    private static let preset = max(1, Int(onednn_threads()))
}
