struct LayerPlanner {}
struct PlannedLayer {}
extension LayerOperation {
    func plan(_ layer: LayerPlanner) throws -> PlannedLayer { throw RuntimeError("not built yet") }
}
