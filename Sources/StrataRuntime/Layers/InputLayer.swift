/// The network's input: a batch of samples as the caller filled it in.
struct InputLayer: JoiningOperation {
    let shape: TensorShape
    var kind: String { "input" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        try shape.checkSize()
        return shape
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        throw RuntimeError("the input is the planner's")
    }
}
