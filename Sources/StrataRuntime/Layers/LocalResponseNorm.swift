import COneDNN

extension NetworkBuilder {
    /// Divides each value by `(k + alpha / size * sum of squares) ^ beta`, the sum over the values at its place in `size`
    /// neighbouring channels (Krizhevsky, Sutskever and Hinton, 2012, section 3.3), as PyTorch's `LocalResponseNorm`.
    @discardableResult
    public mutating func localResponseNorm(
        _ name: String, size: Int = 5, alpha: Float = 1e-4, beta: Float = 0.75, k: Float = 1
    ) -> LayerReference {
        append(name, LocalResponseNorm(size: size, alpha: alpha, beta: beta, k: k))
    }
}

struct LocalResponseNorm: LayerOperation {
    let size: Int
    let alpha: Float
    let beta: Float
    let k: Float
    var kind: String { "local response norm" }

    func outputShape(of inputs: [TensorShape]) throws(ShapeError) -> TensorShape {
        guard size > 0, size % 2 == 1 else { throw ShapeError("its size of \(size) must be odd") }
        guard k > 0, alpha >= 0, beta >= 0 else {
            throw ShapeError("its k must be above 0, its alpha and beta not negative")
        }
        return try onlyFeatureMap(inputs)
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let layout = try Layout(layer.inputDimensions, .plain)
        let input = try layer.reordered(layer.input, to: layout)
        let size = Int64(size)
        let forward = try layer.describe {
            strata_onednn_local_response_norm_forward(
                $0, $1, layer.isTraining ? 1 : 0, layout.handle, size, alpha, beta, k)
        }
        let output = layer.temporary(layout)
        let workspaceLayout = try forward.workspace()
        let workspace = workspaceLayout.bytes > 0 ? layer.temporary(workspaceLayout) : nil
        let sums: [(Argument, Value)] = workspace.map { [(.workspace, $0)] } ?? []
        try layer.run(forward, [(.source, input), (.destination, output)] + sums)
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: layout)
            let backward = try layer.describe {
                strata_onednn_local_response_norm_backward(
                    $0, $1, layout.handle, layout.handle, size, alpha, beta, k, forward.handle)
            }
            let result = layer.temporary(layout)
            try layer.run(
                backward, [(.source, input), (.destinationGradient, gradient), (.sourceGradient, result)] + sums)
            return [result]
        }
    }
}
