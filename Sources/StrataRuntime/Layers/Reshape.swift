struct Reshape: CalledLayer {
    static let definition = LayerDefinition.reshape

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {}

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let from = try Layout(layer.inputDimensions, .plain)
        let to = try Layout(layer.outputDimensions, .plain)
        let input = try layer.reordered(layer.input, to: from)
        return PlannedLayer(Value(layout: to, region: input.region)) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: to)
            return [Value(layout: from, region: gradient.region)]
        }
    }
}
