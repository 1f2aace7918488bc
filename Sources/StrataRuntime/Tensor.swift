import Basics

/// A named parameter, a gradient or a result, as PyTorch would hold it: dense, the last dimension running fastest.
public struct Tensor: Hashable, Sendable {
    /// The sizes, outermost first, e.g. `[6, 1, 5, 5]` for a convolution's weights (outputs, inputs, height, width).
    public var shape: [Int]
    /// The elements in row-major order; as many as the product of `shape`.
    public var values: [Float]

    /// A tensor of its elements in row-major order. Whoever takes it checks that they are as many as `shape` says.
    public init(shape: [Int], values: [Float]) {
        self.shape = shape
        self.values = values
    }

    /// How many elements a shape has; nil where a side is negative, or where they are more than an `Int` can count.
    static func count(of shape: [Int]) -> Int? { shape.allSatisfy { $0 >= 0 } ? product(shape) : nil }
}
