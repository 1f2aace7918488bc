import Basics

/// A parameter, a gradient, or a result, in PyTorch's default layout: dense and row-major.
public struct Tensor: Hashable, Sendable {
    /// The sizes, outermost first, such as `[6, 1, 5, 5]` for a convolution's weights (outputs, inputs, height, width).
    public var shape: [Int]
    /// The elements in row-major order; their number is the product of `shape`.
    public var values: [Float]

    /// Creates a tensor from its elements in row-major order. Their number isn't checked here, but wherever the tensor
    /// is used.
    public init(shape: [Int], values: [Float]) {
        self.shape = shape
        self.values = values
    }

    /// Returns the number of elements of a shape, or nil if a side is negative or the number overflows.
    static func count(of shape: [Int]) -> Int? { shape.allSatisfy { $0 >= 0 } ? product(shape) : nil }
}
