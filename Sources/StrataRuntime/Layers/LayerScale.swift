/// A learned factor for each channel. Weights: channels.
struct LayerScale: CalledLayer {
    static let definition = LayerDefinition.layerScale
    let startingFactor: Float

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        startingFactor = call.float("start") ?? 1
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        [Parameter("weight", [inputs[0].channels], .constant(startingFactor))]
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try planPerChannel(layer, factors: layer.inputShape.channels, output: { x, factor in x * factor }) {
            x, factor, gradient in (gradient * factor, gradient * x)
        }
    }
}
