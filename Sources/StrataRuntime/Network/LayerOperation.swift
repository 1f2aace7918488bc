import Basics

/// What a layer is: how it shapes its input, what parameters it has, and how it is planned.
///
/// One layer, one file in `Layers/`, which holds its builder method and its conformance. Nothing else in the engine
/// knows the layers by name, but `Engine/Fusion.swift`, which joins neighbours.
protocol LayerOperation: Sendable {
    /// The layer's kind in one word, as a table of layers shows it.
    var kind: String { get }

    /// The parameters with their names inside the layer. Called only with inputs that suit the layer.
    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter]

    /// Whether the layer gives its input as it is, so that a plan leaves it out.
    func changesNothing(training: Bool) -> Bool

    /// Records the layer's forward steps and gives its output and, where gradients may be wanted, how to go backwards.
    func plan(_ layer: LayerPlanner) throws -> PlannedLayer
}

extension LayerOperation {
    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] { [] }

    func changesNothing(training: Bool) -> Bool { false }
}

/// A layer that joins tensors: the shape of its output follows from them alone.
protocol JoiningOperation: LayerOperation {
    /// The shape of one sample's output.
    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape
}

/// Why a layer can't take its input; the builder adds the layer's name.
struct ShapeError: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

extension TensorShape {
    /// The most elements that one tensor may have. oneDNN computes sizes without overflow checks and indexes with 32 bits
    /// in places, so nothing beyond this reaches it.
    static let largestCount = Int(Int32.max)

    /// - Throws: if a size is not positive, or the tensor has more elements than any that is worth planning.
    func checkSize() throws(ShapeError) {
        guard let smallest = axes.min(), smallest > 0 else {
            throw ShapeError("its size would be \(self), and every side must be at least 1")
        }
        guard let count = checkedCount, count <= Self.largestCount else {
            throw ShapeError("its size would be \(self), which is too large")
        }
    }

    /// 1 of a vector.
    var height: Int { spatial(0) }
    /// 1 of a vector.
    var width: Int { spatial(1) }

    /// The sizes of a batch as oneDNN and PyTorch order them: N, C, H, W or N, C.
    func batched(_ batch: Int) -> [Int] {
        isFeatureMap ? [batch, channels, height, width] : [batch, channels]
    }
}
