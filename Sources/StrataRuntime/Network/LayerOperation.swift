import Basics

/// The runtime side of a layer: its parameters and how it's planned.
///
/// Each layer has one file in `Layers/`. Nothing else in the engine knows layers by name except `Engine/Fusion.swift`,
/// which fuses neighbors.
protocol LayerOperation: Sendable {
    /// The layer's kind in one word, for tables of layers.
    var kind: String { get }

    /// Returns the parameters, with their names within the layer. Called only with inputs that fit the layer.
    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter]

    /// Returns whether the layer passes its input through unchanged, so that a plan can leave it out.
    func changesNothing(training: Bool) -> Bool

    /// Records the layer's forward steps, and returns its output and how to record its backward pass.
    func plan(_ layer: LayerPlanner) throws -> PlannedLayer
}

extension LayerOperation {
    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] { [] }

    func changesNothing(training: Bool) -> Bool { false }
}

/// A layer that joins tensors: the shape of its output depends only on their shapes.
protocol JoiningOperation: LayerOperation {
    /// Returns the shape of one sample's output.
    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape
}

/// The reason a layer can't take its input. The builder adds the layer's name.
struct ShapeError: Error {
    let message: String
    let advice: String?

    init(_ message: String, advice: String? = nil) {
        (self.message, self.advice) = (message, advice)
    }
}

extension TensorShape {
    /// Checks that a tensor of this shape can be planned.
    ///
    /// - Throws: `ShapeError` if a side isn't positive or the tensor has more than `largestCount` elements.
    func checkSize() throws(ShapeError) {
        guard let smallest = axes.min(), smallest > 0 else {
            throw ShapeError("its size would be \(self), but every side must be at least 1")
        }
        guard let count = checkedCount, count <= Self.largestCount else {
            throw ShapeError(
                "its output of \(self) takes \(Self.bytes(self.count)) for one sample, but at most "
                    + "\(Self.bytes(Self.largestCount)) are supported",
                advice: "Add a stride or a pooling layer before it, or use fewer channels.")
        }
    }

    /// The height of a map; 1 for a vector.
    var height: Int { spatial(0) }
    /// The width of a map; 1 for a vector.
    var width: Int { spatial(1) }

    /// Returns the sizes of a batch in the order of oneDNN and PyTorch: N, C, H, W or N, C.
    func batched(_ batch: Int) -> [Int] {
        isFeatureMap ? [batch, channels, height, width] : [batch, channels]
    }
}
