/// The network's input: a batch of samples that the caller fills in.
struct InputLayer: JoiningOperation {
    let shape: TensorShape
    var kind: String { "input" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        try shape.checkSize()
        return shape
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        throw RuntimeError("the planner itself must plan the input")
    }
}
