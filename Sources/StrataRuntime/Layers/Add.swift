import COneDNN

extension NetworkBuilder {
    /// Adds a sum of tensors of the same shape, as at the end of a residual block.
    @discardableResult
    public mutating func add(_ name: String, _ layers: [LayerReference]) -> LayerReference {
        append(name, Add(), inputs: layers)
    }
}

struct Add: JoiningOperation {
    var kind: String { "add" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard inputs.count > 1 else { throw ShapeError("it needs at least two inputs") }
        guard let output = TensorShape.joined(.add, inputs) else {
            let shapes = inputs.map(\.description).joined(separator: ", ")
            throw ShapeError("its inputs must have the same size, but their sizes are \(shapes)")
        }
        return output
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let layout = layer.input.layout
        let sources = try layer.inputs.map { try layer.reordered($0, to: layout) }
        let output = layer.temporary(layout)
        let layouts: [OpaquePointer?] = sources.map(\.layout.handle)
        let sum = try layer.describe { strata_onednn_sum($0, $1, layout.handle, Int32(layouts.count), layouts) }
        try layer.run(sum, sources: sources, destination: output)
        return PlannedLayer(output) { gradient, wanted in
            layer.share(gradient)
            return wanted.map { $0 ? gradient : nil }
        }
    }
}
