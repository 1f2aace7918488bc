/// How far the solver looks. Within these bounds its answers are all there are; where one was reached, it says so.
public struct SearchBounds: Hashable, Sendable {
    /// The largest kernel that is tried for a `?`.
    public var kernel = 32
    public var stride = 32
    /// The most padding on a side; it stays below the kernel's reach.
    public var padding = 16
    public var dilation = 8
    /// The most passes of a `repeat`.
    public var repeats = 64
    /// The largest count of filters or units, where several follow from each other.
    public var channels = 4096
    /// The most answers that are listed.
    public var answers = 2000
    /// The most sizes that are computed, of one layer each, before the search ends.
    public var work = 2_000_000

    public init() {}

    /// Enough to see whether there is just one answer.
    static let whileChecking: SearchBounds = {
        var bounds = SearchBounds()
        bounds.answers = 100
        bounds.work = 200_000
        return bounds
    }()

    /// What is said of a search that ended early.
    var end: String { "the search stopped after \(work) sizes" }

    /// In words: `kernels up to 32, strides up to 32, …`.
    public var description: String {
        "kernels up to \(kernel), strides up to \(stride), padding up to \(padding) and smaller than the kernel, dilations up to \(dilation), repeats up to \(repeats)"
    }
}
