import COneDNN

struct LocalResponseNorm: CalledLayer {
    static let definition = LayerDefinition.localResponseNorm
    let size: Int
    let alpha: Float
    let beta: Float
    let k: Float

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        size = call.integer("size") ?? 1
        alpha = call.float("alpha") ?? 0
        beta = call.float("beta") ?? 0
        k = call.float("k") ?? 1
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
