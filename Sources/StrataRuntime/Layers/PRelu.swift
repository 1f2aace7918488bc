/// x if positive, otherwise a learned slope times x, like PyTorch's `PReLU`. Weights: channels, or 1.
struct PRelu: CalledLayer {
    static let definition = LayerDefinition.prelu
    let perChannel: Bool
    let startingSlope: Float

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {
        perChannel = call.boolean("per channel") ?? false
        startingSlope = call.float("start") ?? 0
    }

    func parameters(of inputs: [TensorShape]) throws(ShapeError) -> [Parameter] {
        [Parameter("weight", [perChannel ? inputs[0].channels : 1], .constant(startingSlope))]
    }

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        try planPerChannel(
            layer, factors: perChannel ? layer.inputShape.channels : 1, output: { x, slope in x > 0 ? x : slope * x }
        ) { x, slope, gradient in
            x > 0 ? (gradient, 0) : (gradient * slope, gradient * x)
        }
    }
}
