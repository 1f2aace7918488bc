/// The bounds of the solver's search. Within them its answers are complete, and it reports each bound that it reached.
public struct SearchBounds: Hashable, Sendable {
    /// The largest kernel to try for a `?`.
    public var kernel = 32
    public var stride = 32
    /// The most padding on a side; it is also smaller than the kernel's reach.
    public var padding = 16
    public var dilation = 8
    /// The most passes of a `repeat`.
    public var repeats = 64
    /// The largest number of filters or units, if several depend on each other.
    public var channels = 4096
    /// The most answers to list.
    public var answers = 2000
    /// The most sizes of single layers to compute before the search stops.
    public var work = 2_000_000

    /// The part of the work that has been done before.
    var spent = 0

    public init() {}

    /// The work that is left.
    var left: Int { max(0, work - spent) }

    /// The number of pieces of sets and functions whose handling counts as the size of a layer.
    static let pieces = 16

    /// Bounds that are large enough to see whether there is exactly one answer.
    static let whileChecking: SearchBounds = {
        var bounds = SearchBounds()
        bounds.answers = 100
        bounds.work = 200_000
        return bounds
    }()

    /// The message about a search that stopped early.
    var end: String { "the search stopped after \(work) sizes" }

    /// The bounds in words: `kernels up to 32, strides up to 32, …`.
    public var description: String {
        "kernels up to \(kernel), strides up to \(stride), padding up to \(padding) and smaller than the kernel, dilations up to \(dilation), repeats up to \(repeats)"
    }
}
