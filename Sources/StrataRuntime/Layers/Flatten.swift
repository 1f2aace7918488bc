struct Flatten: CalledLayer {
    static let definition = LayerDefinition.flatten

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {}

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let map = try Layout(layer.inputDimensions, .plain)
        let vector = try Layout(layer.outputDimensions, .plain)
        // In row-major layout, a map and its vector are the same numbers in the same order.
        let input = try layer.reordered(layer.input, to: map)
        return PlannedLayer(Value(layout: vector, region: input.region)) { gradient, _ in
            let gradient = try layer.reordered(gradient, to: vector)
            return [Value(layout: map, region: gradient.region)]
        }
    }
}
